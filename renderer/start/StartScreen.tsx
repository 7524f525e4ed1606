import { Eye, FolderOpen, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CallOutput, ProjectHandle, TemplateInfo } from '../../shared/contract';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio } from '../app/connect';
import { chooseAndOpen, openPath } from '../app/file-actions';
import { ThemeButton } from '../app/RailBar';
import { openHandle } from '../state/document';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { notifyError } from '../ui/notices';
import { PublishedList } from './PublishedList';
import { type Recent, RecentList } from './RecentList';
import { type Recoverable, RecoverList } from './RecoverList';
import './start.css';
import { TemplateCard } from './TemplateCard';

/** The first thing one sees: what can be trained at once, what was open lately, what was not saved. */
export function StartScreen() {
  const [templates, setTemplates] = useState<readonly TemplateInfo[] | null>(null);
  const [published, setPublished] = useState<CallOutput<'projects.published'>>([]);
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  const [lost, setLost] = useState<readonly Recoverable[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<StudioError | null>(null);

  useEffect(() => {
    const failed = (reason: unknown) => setError(asStudioError(reason));
    studio().call('projects.templates', {}).then(setTemplates, failed);
    studio().call('projects.published', {}).then(setPublished, failed);
    studio().call('projects.recent', {}).then(setRecent, failed);
    studio().call('projects.recoverable', {}).then(setLost, failed);
  }, []);

  const begin = async (what: string, open: () => Promise<ProjectHandle>) => {
    setBusy(what);
    try {
      openHandle(await open());
    } catch (reason) {
      notifyError(reason);
    } finally {
      setBusy(null);
    }
  };

  return (
    <main className="start" aria-busy={busy !== null}>
      <div className="start-inner">
        <header className="start-head">
          <span className="logo start-logo" aria-hidden="true">
            <Eye />
          </span>
          <div>
            <h1>Attention Studio</h1>
            <p className="soft">Draw an attention model, train it on this machine, and see what it looks at.</p>
          </div>
          <div className="start-actions">
            <ThemeButton side="bottom" />
            <Button icon={<FolderOpen />} onClick={() => void chooseAndOpen()}>
              Open…
            </Button>
            <Button icon={<Plus />} disabled={busy !== null} onClick={() => void begin('blank', () => studio().call('projects.blank', {}))}>
              Blank graph
            </Button>
          </div>
        </header>

        {error ? <ErrorNote error={error} /> : null}
        <RecoverList
          sessions={lost}
          onRecover={({ journalId }) => void begin(journalId, () => studio().call('projects.recover', { journalId }))}
          onDiscard={({ journalId }) => {
            studio()
              .call('projects.discard', { journalId })
              .then(() => setLost((before) => before.filter((s) => s.journalId !== journalId)), notifyError);
          }}
        />

        <section aria-labelledby="start-templates">
          <h2 id="start-templates" className="section-head">
            Start from an example that trains
          </h2>
          <ul className="templates" aria-busy={templates === null}>
            {templates?.map((template) => (
              <TemplateCard
                key={template.id}
                template={template}
                busy={busy === template.id}
                onOpen={() => void begin(template.id, () => studio().call('projects.fromTemplate', { id: template.id }))}
              />
            ))}
          </ul>
        </section>

        <PublishedList models={published} onOpen={(id) => void begin(id, () => studio().call('projects.fromPublished', { id }))} />

        <RecentList
          projects={recent}
          onOpen={({ file }) => void openPath(file).catch(notifyError)}
          onForget={({ file }) => {
            studio()
              .call('projects.forget', { file })
              .then(() => setRecent((before) => before.filter((p) => p.file !== file)), notifyError);
          }}
        />
      </div>
    </main>
  );
}

import type { Preview } from '../../../shared/preview';
import type { PreviewQuestion } from '../../engine/preview/preview-session';
import type { Helper, Supervisor } from '../../worker/supervisor';

/** Nobody asked for so long: the process and what it holds open go. */
const IDLE_MS = 60_000;

/** Holds the process that draws previews, while somebody looks at them. One question at a time. */
export class PreviewWorker {
  private readonly supervisor: Pick<Supervisor, 'helper'>;
  private helper: Helper | null = null;
  private idle: NodeJS.Timeout | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(supervisor: Pick<Supervisor, 'helper'>) {
    this.supervisor = supervisor;
  }

  show(question: PreviewQuestion): Promise<Preview> {
    const answer = this.last.then(() => this.ask(question));
    this.last = answer.catch(() => {});
    return answer;
  }

  private async ask(question: PreviewQuestion): Promise<Preview> {
    if (this.idle) clearTimeout(this.idle);
    if (!this.helper?.alive) this.helper = this.supervisor.helper();
    try {
      return await this.helper.preview(question);
    } finally {
      this.idle = setTimeout(() => void this.close(), IDLE_MS);
      this.idle.unref();
    }
  }

  async close(): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    const { helper } = this;
    this.helper = null;
    await helper?.close();
  }
}

import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { Button } from './Button';
import { IconButton } from './IconButton';
import './notices.css';
import { dismiss, type Notice, useNotices } from './notices';

const ICONS = { info: <Info />, warning: <TriangleAlert />, error: <CircleAlert /> } as const;

function Card({ notice }: { readonly notice: Notice }) {
  const { message, expected, received, advice } = notice.words;
  return (
    <li className={`notice ${notice.severity}`}>
      <span aria-hidden="true">{ICONS[notice.severity]}</span>
      <div>
        <p>{message}</p>
        {expected ? <p className="soft">Expected: {expected}</p> : null}
        {received ? <p className="soft">Received: {received}</p> : null}
        {advice ? <p className="soft">{advice}</p> : null}
        {notice.action ? (
          <Button
            onClick={() => {
              notice.action?.run();
              dismiss(notice.id);
            }}
          >
            {notice.action.label}
          </Button>
        ) : null}
      </div>
      <IconButton label="Dismiss" icon={<X />} onClick={() => dismiss(notice.id)} side="left" />
    </li>
  );
}

/** The corner where the window says what nobody asked for. */
export function NoticeList() {
  const notices = useNotices((s) => s.notices);
  return (
    <section className="notices" aria-label="Notices" aria-live="polite">
      <ul>
        {notices.map((notice) => (
          <Card key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
}

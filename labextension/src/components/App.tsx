import { useEffect, useRef } from 'preact/hooks';
import { answered } from '../format';
import { isLive, Turn, waitingSteps } from '../model/turn';
import { Composer } from './Composer';
import { Doctor } from './Doctor';
import { ErrorCard } from './ErrorCard';
import { Header, SIDE_PAGES } from './Header';
import { History } from './History';
import { Memory } from './Memory';
import { Models } from './Models';
import { Start } from './Start';
import { useChat, useSurface } from './surface';
import { Transcript } from './Transcript';

/** The whole chat: one header, one page, one box. */
export function App({ box }: { box: { current: HTMLTextAreaElement | null } }) {
  const { chat, focusBox } = useSurface();
  const page = useChat(state => state.page);
  const problem = useChat(state => state.problem);
  useAnnouncements();
  const goBack = (event: KeyboardEvent) => {
    // The state's page and not the drawn one: a key may come before the new page is drawn.
    if (event.key === 'Escape' && chat.state.page in SIDE_PAGES) {
      event.stopPropagation();
      chat.back();
      focusBox();
    }
  };
  return (
    <div class="cvg-column" onKeyDown={goBack}>
      <Header />
      {problem && <ErrorCard error={problem} onClose={() => chat.closeProblem()} />}
      {page === 'start' && <Start />}
      {page === 'talk' && <Transcript />}
      {page === 'history' && <History />}
      {page === 'models' && <Models />}
      {page === 'memory' && <Memory />}
      {page === 'doctor' && <Doctor />}
      <Composer box={box} />
    </div>
  );
}

/** One sentence when an answer is over or a tool waits, not one for each word. */
function useAnnouncements(): void {
  const { chat, t, lang, announce } = useSurface();
  const live = useRef('');
  const newest = useChat(state => state.turns.at(-1));
  useEffect(() => {
    if (newest && isLive(newest)) {
      live.current = newest.id;
    } else if (newest && live.current === newest.id) {
      live.current = '';
      announce(ending(newest, id => chat.teacherCard(id)?.name ?? id, lang, t));
    }
  }, [newest]);
  const asks = newest ? waitingSteps(newest).at(-1) : undefined;
  useEffect(() => {
    if (asks) {
      announce(t('May this tool be used: {tool}?', { tool: asks.title }));
    }
  }, [asks?.call]);
}

function ending(
  turn: Turn,
  nameOf: (id: string) => string,
  lang: string,
  t: ReturnType<typeof useSurface>['t']
): string {
  if (turn.state === 'error') {
    return turn.error ? `${turn.error.message} ${turn.error.remedy}` : '';
  }
  if (turn.state === 'cancelled') {
    return t('Stopped.');
  }
  return answered(
    turn.parts.map(part => part.name || nameOf(part.teacher)),
    lang,
    t
  );
}

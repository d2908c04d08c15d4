import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isLive, Turn } from '../model/turn';
import { Icon } from './Icon';
import { Scroller } from './scroller';
import { useChat, useSurface } from './surface';
import { TurnView } from './TurnView';

/** Turns on the page at once; more would make every key stroke pay for old talk. */
const WINDOW = 25;
const SLACK = 10;

/** The talk. Older turns wait behind a button, whether they are in memory or in the store. */
export function Transcript() {
  const { t } = useSurface();
  const turns = useChat(state => state.turns);
  const more = useChat(state => state.more);
  const loading = useChat(state => state.loading);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [scroller] = useState(() => new Scroller());
  const [behind, setBehind] = useState(false);
  const from = useWindow(turns, scroller);
  useLayoutEffect(
    () =>
      box.current && list.current
        ? scroller.attach(box.current, list.current, setBehind)
        : undefined,
    []
  );
  const newest = turns.at(-1);
  useLayoutEffect(() => {
    if (newest && isLive(newest) && !newest.stored) {
      scroller.followTurn(newest.id);
    }
  }, [newest?.id]);
  const shown = turns.slice(from.index);
  return (
    <div class="cvg-transcript-box">
      <div
        class="cvg-transcript"
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t('Talk')}
        aria-busy={loading}
        tabIndex={0}
      >
        <div ref={list} class="cvg-turns">
          {(from.index > 0 || more) && <Earlier onClick={from.earlier} />}
          {loading && !turns.length && <p class="cvg-ending">{t('Loading…')}</p>}
          <Turns turns={turns} shown={shown} first={from.index} unknown={more} />
        </div>
      </div>
      {behind && (
        <div class="cvg-newest">
          <button type="button" class="cvg-quiet" onClick={() => scroller.toEnd()}>
            <Icon name="arrow-down" />
            {t('Newest')}
          </button>
        </div>
      )}
    </div>
  );
}

interface TurnsProps {
  turns: Turn[];
  shown: Turn[];
  first: number;
  unknown: boolean;
}

function Turns({ turns, shown, first, unknown }: TurnsProps) {
  const size = (turn: Turn) => 1 + turn.parts.length;
  const sum = (some: Turn[]) => some.reduce((n, turn) => n + size(turn), 0);
  const total = unknown ? -1 : sum(turns);
  let position = sum(turns.slice(0, first)) + 1;
  return (
    <>
      {shown.map((turn, index) => {
        const at = position;
        position += size(turn);
        const last = index === shown.length - 1;
        return (
          <TurnView key={turn.id} turn={turn} position={at} total={total} last={last} />
        );
      })}
    </>
  );
}

/** The first turn that is drawn. It moves on with the talk, and back when asked. */
function useWindow(
  turns: Turn[],
  scroller: Scroller
): { index: number; earlier: () => void } {
  const { chat } = useSurface();
  const [start, setStart] = useState<string | null>(null);
  let index = turns.findIndex(turn => turn.id === start);
  if (index < 0) {
    index = Math.max(0, turns.length - WINDOW);
  } else if (turns.length - index > WINDOW + SLACK && scroller.following) {
    index = turns.length - WINDOW;
  }
  const id = turns[index]?.id ?? null;
  useLayoutEffect(() => {
    if (id !== start) {
      setStart(id);
    }
  }, [id]);
  const earlier = async () => {
    scroller.holdFromEnd();
    if (index === 0) {
      await chat.showEarlier();
    }
    const all = chat.state.turns;
    const now = all.findIndex(turn => turn.id === id);
    setStart(all[Math.max(0, now - WINDOW)]?.id ?? null);
  };
  return { index, earlier: () => void earlier() };
}

function Earlier({ onClick }: { onClick: () => void }) {
  const { t } = useSurface();
  return (
    <button type="button" class="cvg-button cvg-earlier" onClick={onClick}>
      {t('Show earlier')}
    </button>
  );
}

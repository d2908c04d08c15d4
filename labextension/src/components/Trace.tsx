import { useEffect, useRef, useState } from 'preact/hooks';
import { money } from '../format';
import { following, FRAME_MS, replayed, Stage, stages } from '../model/replay';
import { didOf, factsOf } from '../model/trace';
import type { Part, Turn } from '../model/turn';
import { Icon } from './Icon';
import { useSurface } from './surface';
import { Words } from './Words';

/** How long a stage stands where nothing may move. */
const STAGE_MS = 1_500;

interface Playing {
  of: Stage[];
  ms: number;
}

interface Replay {
  /** The turn as it is drawn: all of it, or what a replay has told so far. */
  shown: Turn;
  playing: boolean;
  toggle: () => void;
}

export function useReplay(turn: Turn): Replay {
  const { t, announce } = useSurface();
  const [play, setPlay] = useState<Playing | null>(null);
  useEffect(() => {
    if (!play) {
      return;
    }
    if (play.ms >= (play.of.at(-1)?.end ?? 0)) {
      setPlay(null);
      announce(t('All of it was played again.'));
      return;
    }
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setTimeout(
      () => setPlay({ ...play, ms: following(play.of, play.ms, motion) }),
      motion ? FRAME_MS : STAGE_MS
    );
    return () => clearTimeout(timer);
  }, [play]);
  return {
    shown: play ? replayed(turn, play.of, play.ms) : turn,
    playing: play !== null,
    toggle: () => setPlay(play ? null : { of: stages(turn), ms: 0 })
  };
}

/** Who answered what, how long it took and what it cost: one list to unfold, and a way to see it come again. */
export function Trace({ turn, playing, toggle }: Replay & { turn: Turn }) {
  const { t, lang } = useSurface();
  const cost = turn.parts.reduce(
    (sum, part) => sum + (part.receipt?.cost_micro ?? 0),
    0
  );
  const teachers = new Set(turn.parts.map(part => part.teacher)).size;
  const host = useRef<HTMLDivElement>(null);
  const play = () => {
    toggle();
    host.current?.closest('.cvg-turn')?.scrollIntoView({ block: 'start' });
  };
  return (
    <div class="cvg-trace" ref={host}>
      <details
        class="cvg-details"
        onToggle={() => host.current?.scrollIntoView({ block: 'nearest' })}
      >
        <summary>
          {t('How this came about')}
          {' · '}
          {t('{count} voices', { count: teachers })}
          {' · '}
          {money(cost, lang)}
        </summary>
        <ol>
          {turn.parts.map((part, at) => (
            <Line key={part.part} part={part} did={didOf(turn.parts, at, t)} />
          ))}
        </ol>
      </details>
      <button type="button" class="cvg-quiet" onClick={play}>
        <Icon name={playing ? 'stop' : 'retry'} />
        {playing ? t('Stop playing') : t('Play again')}
      </button>
    </div>
  );
}

function Line({ part, did }: { part: Part; did: string }) {
  const { chat, t, lang } = useSurface();
  return (
    <li>
      <strong>{chat.teacherCard(part.teacher)?.name ?? part.name}</strong>
      {did && <> — {did}</>}
      <br />
      <span class="cvg-muted">
        <Words text={factsOf(part, lang, t).join(' · ')} />
      </span>
    </li>
  );
}

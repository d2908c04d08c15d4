import { useEffect, useRef } from 'preact/hooks';
import { Problem } from '../lesson/Parts';
import { usePlace, useStore } from '../lesson/place';
import type { BoardModel } from './board';
import { Lead } from './Lead';
import { Members } from './Members';
import { Exercises, Learners, Mistakes, Skills } from './Tables';
import { Waiting } from './Waiting';

const EVERY_MS = 5_000;

/** The class: who needs its leader now comes first, numbers come second. */
export function BoardView({ model }: { model: BoardModel }) {
  const { t } = usePlace();
  const { board, error } = useStore(model);
  useFresh(model);
  useNews(model);
  return (
    <>
      {error && <Problem error={error} onRetry={() => void model.load()} />}
      {!board && !error && <p class="cvg-quiet">{t('Looking at the class …')}</p>}
      {board && (
        <>
          <Lead model={model} led={board.class} />
          <Waiting board={board} />
          <Learners board={board} />
          <Exercises board={board} />
          <Skills board={board} />
          <Mistakes board={board} />
          <Members model={model} />
        </>
      )}
    </>
  );
}

/** Asks again every few seconds, while somebody looks. */
function useFresh(model: BoardModel): void {
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') {
        void model.load();
      }
    }, EVERY_MS);
    return () => window.clearInterval(timer);
  }, [model]);
}

/** Says when more people need help than before, and no longer says it when that is over. */
function useNews(model: BoardModel): void {
  const { t, announce } = usePlace();
  const { board } = useStore(model);
  const before = useRef(0);
  const now = board?.stuck.length ?? 0;
  useEffect(() => {
    if (now !== before.current) {
      const more = now > before.current;
      announce(more ? t('People who need help now: {count}.', { count: now }) : '');
    }
    before.current = now;
  }, [now]);
}

import { createContext } from 'preact';
import {
  useContext,
  useEffect,
  useLayoutEffect,
  useReducer,
  useState
} from 'preact/hooks';
import type { Translate } from '../i18n';
import { newId } from '../model/ids';
import type { Store } from './state';

/** What a part of a lesson may need of the place where it stands. */
export interface LessonPlace {
  t: Translate;
  lang: string;
  /** Says one sentence to those who listen instead of look. */
  announce: (sentence: string) => void;
  /** Fetches a part of the front end that few need. */
  load: (name: string) => Promise<unknown>;
}

export const LessonContext = createContext<LessonPlace | null>(null);

export function usePlace(): LessonPlace {
  const place = useContext(LessonContext);
  if (!place) {
    throw new Error('A component stands outside of a lesson.');
  }
  return place;
}

/** An id of its own on the page; Preact's are so in one widget only. */
export function useOwnId(): string {
  return useState(() => `cvg-${newId()}`)[0];
}

/** The state of a model; the component is drawn again when it changes. */
export function useStore<S extends object>(store: Store<S>): S {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(() => store.subscribe(() => again(undefined as never)), [store]);
  return store.state;
}

/** What a class's page tells when whoever leads it has changed something, as when an exam is over. */
const NEWS = 'convergio:news';

/** How a class's page hears of each exercise and question whether it is done, and says how much of the lesson is. */
const DONE = 'convergio:done';

/** Tells that page of one of them; of none while the host has not answered. */
export function useDone(id: string, done: boolean | undefined): void {
  useEffect(() => {
    if (done !== undefined) {
      window.dispatchEvent(new CustomEvent(DONE, { detail: { id, done } }));
    }
  }, [id, done]);
}

/** Asks again when somebody comes back to the page, and hands over what is not kept when they leave it. */
export function useVisits(look: () => void, flush: () => void): void {
  useEffect(() => {
    const turned = () => (document.visibilityState === 'visible' ? look() : flush());
    document.addEventListener('visibilitychange', turned);
    window.addEventListener('focus', look);
    window.addEventListener(NEWS, look);
    window.addEventListener('pagehide', flush);
    return () => {
      document.removeEventListener('visibilitychange', turned);
      window.removeEventListener('focus', look);
      window.removeEventListener(NEWS, look);
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
}

import { createContext } from 'preact';
import { useContext, useLayoutEffect, useReducer } from 'preact/hooks';
import type { Translate } from '../i18n';
import type { Chat } from '../model/chat';
import type { NotebookContext, NotebookView } from '../model/context';
import type { Keep } from '../model/keep';
import type { ChatState } from '../model/state';
import type { Question } from '../schema';

/** What every component may need of the place where the chat stands. */
export interface Surface {
  chat: Chat;
  t: Translate;
  lang: string;
  kind: 'sidebar' | 'widget';
  notebook?: NotebookContext;
  /** Offered first. */
  question?: Question;
  drafts: Keep;
  /** Says one sentence to those who listen instead of look. */
  announce: (sentence: string) => void;
  /** Brings the keyboard focus to the box. */
  focusBox: () => void;
  /** Gives the keyboard focus back to where it was. */
  leave?: () => void;
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) {
    throw new Error('A component stands outside of a chat.');
  }
  return surface;
}

/** A part of the chat's state; the component draws again only when that part changes. */
export function useChat<T>(select: (state: ChatState) => T): T {
  const { chat } = useSurface();
  const [, again] = useReducer((n: number) => n + 1, 0);
  const value = select(chat.state);
  useLayoutEffect(() => {
    let last = value;
    return chat.subscribe(() => {
      const now = select(chat.state);
      if (now !== last) {
        last = now;
        again(undefined as never);
      }
    });
  }, [chat]);
  return value;
}

/** What is open beside the chat, as it changes. */
export function useNotebook(): NotebookView | null {
  const { notebook } = useSurface();
  const [, again] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(
    () => notebook?.onChange(() => again(undefined as never)),
    [notebook]
  );
  return notebook?.view() ?? null;
}

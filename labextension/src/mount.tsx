import { createRef, h, render } from 'preact';
import { App } from './components/App';
import { keepKeys } from './components/keys';
import { Surface, SurfaceContext } from './components/surface';
import { spoken, translator } from './i18n';
import { Chat } from './model/chat';
import type { NotebookContext } from './model/context';
import type { Question } from './schema';
import { Keep, keepIn } from './model/keep';
import type { Pipe } from './transport/pipe';

export interface MountOptions {
  pipe: Pipe;
  teacher?: string;
  conversation?: string;
  /** The language that somebody chose; without one the server says it, or else the browser. */
  lang?: string;
  surface: 'sidebar' | 'widget';
  context?: NotebookContext;
  /** A question to offer first, for a lesson that has prepared one. */
  question?: Question;
  /** Where the current conversation is kept between two visits; nowhere if missing. */
  keep?: Keep;
  /** Tells one chat's drafts from another's. */
  scope?: string;
  /** Called when the chat has another conversation. */
  onConversation?: (conversation: string) => void;
  /** Gives the keyboard focus back to where it was; Escape in the box calls it. */
  onLeave?: () => void;
}

export interface MountedChat {
  focus(): void;
  dispose(): void;
  setContext(context: NotebookContext | undefined): void;
  /** Puts a question into the box, for a command that starts one. */
  ask: Chat['ask'];
}

/** Puts a chat on a page. The one door for the sidebar and for the widget. */
export function mountChat(host: HTMLElement, options: MountOptions): MountedChat {
  let context = options.context;
  const chat = new Chat({
    ...options,
    place: () => context?.place?.() ?? null,
    lang: spoken(options.lang),
    browser: navigator.language,
    soon: frame
  });
  const box = createRef<HTMLTextAreaElement>();
  const live = liveRegion();
  const root = document.createElement('div');
  root.className = 'cvg';
  root.dataset.surface = options.surface;
  const ended = options.surface === 'widget' ? keepKeys(root) : undefined;
  host.append(root, live);
  const focusBox = () => box.current?.focus({ preventScroll: true });
  const drafts = keepIn(
    () => sessionStorage,
    `convergio:draft:${options.scope ?? ''}:`
  );
  const draw = () => {
    const now = chat.state.lang;
    root.lang = now;
    live.lang = now;
    const surface: Surface = {
      chat,
      t: translator(now),
      lang: now,
      kind: options.surface,
      notebook: context,
      question: options.question,
      drafts,
      announce: sentence => (live.textContent = sentence),
      focusBox,
      leave: options.onLeave
    };
    render(h(SurfaceContext.Provider, { value: surface }, h(App, { box })), root);
  };
  draw();
  watch(chat, draw, options.onConversation);
  return {
    focus: focusBox,
    ask: (text, attachments) => chat.ask(text, attachments),
    setContext(next) {
      context = next;
      draw();
    },
    dispose() {
      ended?.();
      render(null, root);
      chat.dispose();
      root.remove();
      live.remove();
    }
  };
}

/** Draws again in another language, and tells of another conversation. */
function watch(
  chat: Chat,
  draw: () => void,
  onConversation: MountOptions['onConversation']
): void {
  let known = chat.state;
  chat.subscribe(() => {
    const before = known;
    known = chat.state;
    if (known.lang !== before.lang) {
      draw();
    }
    if (known.conversation !== before.conversation) {
      onConversation?.(known.conversation);
    }
  });
}

/** Once a frame is often enough for eyes; a hidden page gets its news by a timer. */
function frame(run: () => void): void {
  if (document.hidden) {
    setTimeout(run, 100);
  } else {
    requestAnimationFrame(run);
  }
}

function liveRegion(): HTMLElement {
  const region = document.createElement('div');
  region.className = 'cvg-hidden';
  region.setAttribute('role', 'status');
  return region;
}

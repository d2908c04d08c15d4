import type { LessonPlace } from './context';
import type { Attachment, ConversationCard, ErrorInfo, Home } from '../schema';
import { languageOf } from '../i18n';
import type { Pipe, PipeState } from '../transport/pipe';
import type { Check } from './client';
import type { Installation } from './installation';
import type { Keep } from './keep';
import type { Remembered } from './memory';
import type { Permit } from './permits';
import type { Turn } from './turn';

/** Which of the chat's pages is in front. */
export type Page = 'start' | 'talk' | 'history' | 'models' | 'memory' | 'doctor';

/** All that the components draw. Never changed in place. */
export interface ChatState {
  page: Page;
  link: PipeState;
  lang: string;
  home: Home | null;
  teacher: string;
  conversation: string;
  /** Whether what is asked stays on this computer and is not remembered; as long as the conversation lasts. */
  private: boolean;
  title: string;
  turns: Turn[];
  /** Older messages are in the store. */
  more: boolean;
  loading: boolean;
  install: Installation | null;
  attachments: Attachment[];
  conversations: ConversationCard[] | null;
  checks: Check[] | null;
  memory: Remembered | null;
  /** Tools that were allowed or refused beforehand. */
  permits: Permit[];
  /** An error that belongs to no turn. */
  problem: ErrorInfo | null;
}

export interface ChatOptions {
  pipe: Pipe;
  /** The language that was chosen; empty leaves it to the server, and after it to the browser. */
  lang: string;
  browser?: string;
  teacher?: string;
  conversation?: string;
  newId?: () => string;
  /** Runs a function soon, once for many calls; an animation frame in a browser. */
  soon?: (run: () => void) => void;
  /** Where the current conversation's id is kept; the surface decides how long. */
  keep?: Keep;
  /** Where in a lesson a question is asked. */
  place?: () => LessonPlace | null;
}

/** What an earlier page left. */
interface Kept {
  conversation: string;
  private: boolean;
  /** The language in which the server spoke then. */
  lang: string;
}

/** The state before anything has come from the server. */
export function blank(options: ChatOptions, kept: Kept): ChatState {
  return {
    page: kept.conversation ? 'talk' : 'start',
    link: options.pipe.state,
    lang: languageOf(options.lang || kept.lang || options.browser),
    home: null,
    teacher: options.teacher ?? '',
    conversation: kept.conversation,
    private: kept.private,
    title: '',
    turns: [],
    more: false,
    loading: Boolean(kept.conversation),
    install: null,
    attachments: [],
    conversations: null,
    checks: null,
    memory: null,
    permits: [],
    problem: null
  };
}

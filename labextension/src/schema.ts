/** Generated from core/schema.json by scripts/generate_types.py; change that file and run the script. */

/** Where a model computes. */
export type Place = 'local' | 'cloud';

/** How far the data may travel, from anywhere to this machine only. */
export type Privacy = 'public' | 'personal' | 'private';

/** Where in the world a model computes. */
export type Region = 'unknown' | 'machine' | 'eu' | 'us';

/** Where the data may go: anywhere, or to this machine and the EU. */
export type RegionLimit = 'any' | 'eu';

/** Text that the user lends to a question. It is untrusted. */
export interface Attachment {
  /** Of a notebook or file a model is told the beginning; a tool reads the rest. */
  kind: 'cell' | 'error' | 'variable' | 'selection' | 'notebook' | 'file' | 'image';
  /** What the user sees, for example “cell 7”. */
  label: string;
  text: string;
}

/** What a surface asks of the engine. */
export interface Question {
  /** As typed; at most 200,000 characters. */
  text: string;
  /** A teacher's id; empty lets Convergio choose. */
  teacher?: string;
  /** The conversation to go on with; empty starts a new one. */
  conversation?: string;
  /** Identity of the turn, made by the asker; asking twice with the same one asks once. */
  turn?: string;
  /** Language of the surface, en or it; empty means the setting. */
  lang?: string;
  /** provider:model, or a provider, that the user insists on; empty lets the router choose. */
  model?: string;
  privacy?: Privacy;
  region?: RegionLimit;
  /** auto lets the router weigh cost; best asks the best cloud model. */
  quality?: 'auto' | 'best';
  /** The course that the question belongs to; budgets and reports go by it. */
  course?: string;
  /** The lesson, likewise; where its key is here, teachers see the work and keep answers back. */
  lesson?: string;
  /** The exercise of the lesson that the learner works on. */
  exercise?: string;
  /** What the lesson is about, in plain words; the router guesses the difficulty better with it. */
  subject?: string;
  attachments?: Attachment[];
  /** How often several teachers answer each other before it is brought together; 3 at most. */
  debate?: number;
  /** True where nothing that is known of the learner is told, and nothing noted. */
  no_memory?: boolean;
  /** True where the surface can ask the user whether a tool may act. */
  permits?: boolean;
  /** Upper limit of the answer in tokens; 0 means the teacher's default. */
  max_tokens?: number;
}

/** One sentence for a learner and the next step. The same on every surface. */
export interface ErrorInfo {
  /** Stable name, documented in docs/errors.md. */
  code: string;
  message: string;
  /** The next step, in words. */
  remedy: string;
  /** The step a button can take; empty where there is none. */
  action?: '' | 'retry' | 'install_model';
  /** For logs and bug reports; shown folded. */
  detail?: string;
}

/** A model that the router looked at. */
export interface Candidate {
  provider: string;
  model: string;
  place: Place;
  region?: Region;
  /** 0 to 1, higher is better for this question. */
  score?: number;
  /** Estimated cost in millionths of a US dollar. */
  estimate_micro?: number;
  /** The rule that took it out; empty if none did. */
  refused?: string;
}

/** Token counts as the provider reported them. */
export interface Tokens {
  input: number;
  output: number;
  /** Part of input that the provider did not have to read again. */
  cached?: number;
  /** True where the provider reported nothing and we counted. */
  estimated?: boolean;
}

/** Why this model, where, what was sent, what it cost. */
export interface Receipt {
  turn: string;
  teacher: string;
  /** Stable name of the rule that fired. */
  rule: string;
  /** The rule as a sentence, in the user's language. */
  reason: string;
  /** What the learner should see at once, without unfolding; mostly nothing. */
  notice?: string;
  provider: string;
  model: string;
  /** The model's name for people. */
  label?: string;
  /** True for a model that is too small to teach. */
  demo?: boolean;
  place: Place;
  region?: Region;
  /** How much a larger model was expected to help, 0 to 1. */
  difficulty?: number;
  privacy?: Privacy;
  candidates?: Candidate[];
  /** Where the text went, for people: “this machine” or a host. */
  sent_to?: string;
  /** Bytes of prompt that left the engine. */
  sent_bytes?: number;
  tokens?: Tokens;
  /** Cost in millionths of a US dollar. */
  cost_micro?: number;
  /** What the best other model would have been; empty where there is none. */
  alternative?: string;
  /** What the alternative would have cost. */
  alternative_micro?: number;
  /** True where the price is not known and the dearest known one was assumed. */
  assumed_price?: boolean;
  /** The local model whose draft was improved; empty where there was none. */
  draft_by?: string;
  /** How doubtful the draft looked, 0 to 1. */
  doubt?: number;
  /** Models that were asked before this one and did not answer. */
  tried?: string[];
  /** What the model was told of the learner from before. */
  recalled?: string[];
  first_token_ms?: number;
  total_ms?: number;
}

/** The question was taken and stored. */
export interface Asked {
  type: 'asked';
  turn: string;
  seq: number;
  conversation: string;
  question: Question;
}

/** Something that takes more than a moment, before or between words. */
export interface Progress {
  type: 'progress';
  turn: string;
  seq: number;
  stage: 'queued' | 'loading_model' | 'reading' | 'retrying' | 'resting' | 'downloading' | 'checking' | 'converting' | 'drafting' | 'using';
  /** One sentence in the user's language. */
  message: string;
  done?: number;
  /** 0 where the end is not known. */
  total?: number;
}

/** A model was chosen for one teacher's part of the turn. */
export interface Routed {
  type: 'routed';
  turn: string;
  seq: number;
  /** Which answer of the turn: 0, or one number a teacher in a panel. */
  part: number;
  receipt: Receipt;
}

/** A teacher begins to answer. */
export interface TeacherStarted {
  type: 'teacher_started';
  turn: string;
  seq: number;
  part: number;
  teacher: string;
  name: string;
  /** What this teacher was asked, where it is not the whole question. */
  question?: string;
  /** Why this teacher answers, where nobody was named. */
  reason?: string;
}

/** The next piece of an answer, in Markdown. Always a delta. */
export interface TextDelta {
  type: 'text';
  turn: string;
  seq: number;
  part: number;
  text: string;
}

/** What came so far was a draft; a better answer follows, and takes its place once it is there. */
export interface Revising {
  type: 'revising';
  turn: string;
  seq: number;
  part: number;
  /** Why, as one sentence in the user's language. */
  message: string;
}

/** A teacher uses a tool. */
export interface ToolCall {
  type: 'tool_call';
  turn: string;
  seq: number;
  part: number;
  /** Identity of the call, to match its result. */
  call: string;
  name: string;
  /** JSON text. */
  arguments: string;
  /** What people call the tool, in the user's language. */
  title?: string;
  /** True where it waits until the user allows or refuses it. */
  asks?: boolean;
}

/** What the tool gave back. */
export interface ToolResult {
  type: 'tool_result';
  turn: string;
  seq: number;
  part: number;
  call: string;
  ok: boolean;
  /** Markdown that says all that the figure shows. */
  content: string;
  /** A drawing of ours, as SVG; empty where there is none. */
  figure?: string;
}

/** A teacher's part is over. */
export interface TeacherFinished {
  type: 'teacher_finished';
  turn: string;
  seq: number;
  part: number;
  teacher: string;
  reason: 'complete' | 'length' | 'cancelled' | 'error';
  /** What cost this part its answer; the others go on. */
  error?: ErrorInfo;
  /** Id of a teacher who may fit the question better; empty where nobody does. */
  instead?: string;
  /** Why, as a sentence for the learner. */
  proposal?: string;
  /** The small model that was not asked, as provider:model, where it may guess all the same; empty elsewhere. */
  guesser?: string;
  /** Titles of what the teacher can be asked in place of a question on which nothing is written down; its text lists them. */
  topics?: string[];
}

/** The part is settled: the receipt with its final figures. */
export interface UsageReported {
  type: 'usage';
  turn: string;
  seq: number;
  part: number;
  receipt: Receipt;
}

/** The turn ended with an error. Always the last event; what came before it is kept. */
export interface Failed {
  type: 'error';
  turn: string;
  seq: number;
  error: ErrorInfo;
}

/** The turn ended. Always the last event. */
export interface Done {
  type: 'done';
  turn: string;
  seq: number;
  reason: 'complete' | 'length' | 'cancelled';
}

/** A teacher as a surface shows it. */
export interface TeacherCard {
  id: string;
  name: string;
  /** In the user's language. */
  subject: string;
  /** In the user's language. */
  greeting: string;
  /** Questions to begin with, in the user's language. */
  examples: string[];
  /** Name of the avatar's drawing. */
  glyph: string;
  color_light: string;
  color_dark: string;
}

/** A model that can answer here. */
export interface ModelCard {
  provider: string;
  model: string;
  label: string;
  place: Place;
  region?: Region;
  /** Millionths of a US dollar for a million tokens read; 0 where free. */
  input_micro?: number;
  /** True where the dearest known price stands in for one that is not known. */
  assumed_price?: boolean;
  /** The same for a million tokens written. */
  output_micro?: number;
  /** True where the settings say what it costs. */
  own_price?: boolean;
  ready: boolean;
  demo?: boolean;
  /** True where it can look at pictures. */
  sees?: boolean;
  /** Tokens that fit into one request; 0 where unknown. */
  context?: number;
  /** Size and licence, or what is missing. */
  note?: string;
}

/** A conversation in a list. */
export interface ConversationCard {
  id: string;
  title: string;
  teacher: string;
  /** Seconds since 1970, UTC. */
  updated: number;
  /** What it was about, once nobody has asked for a while. */
  summary?: string;
  /** Whether all of its questions are private, as was chosen. */
  private?: boolean;
}

/** A tool that was used for an answer, as kept. */
export interface ToolStep {
  call: string;
  name: string;
  title: string;
  /** JSON text. */
  arguments: string;
  ok: boolean;
  content: string;
  figure?: string;
  /** Characters of the answer's text that stand before it. */
  at?: number;
}

/** One message of a conversation, as kept. */
export interface StoredMessage {
  /** Grows within the store; the order of a conversation. */
  id: number;
  role: 'user' | 'assistant';
  teacher: string;
  text: string;
  turn: string;
  status: 'complete' | 'length' | 'cancelled' | 'error' | 'running';
  created: number;
  privacy?: Privacy;
  attachments?: Attachment[];
  receipt?: Receipt;
  /** What the answer was improved from. */
  draft?: string;
  /** What this teacher was asked, where it is not the whole question. */
  question?: string;
  /** Why it is this teacher, where nobody was named. */
  reason?: string;
  /** The tools that were used for it, in order. */
  steps?: ToolStep[];
  error?: ErrorInfo;
}

/** A stretch of a conversation, oldest first. */
export interface ConversationPage {
  id: string;
  title: string;
  teacher: string;
  messages: StoredMessage[];
  /** True where older messages exist. */
  more: boolean;
  /** Turn that is being answered now; empty if none. */
  running?: string;
  /** Whether all of its questions are private, as was chosen, so that the next one is, too. */
  private?: boolean;
}

/** What a chat needs to show its first screen. */
export interface Home {
  version: string;
  lang: string;
  teachers: TeacherCard[];
  models: ModelCard[];
  conversations: ConversationCard[];
  notice?: ErrorInfo;
  /** Spent this month, in millionths of a US dollar. */
  spent_micro?: number;
  local_only?: boolean;
  /** Whether the host belongs to somebody else, as in a classroom. */
  visitor?: boolean;
}

export type Event =
  | Asked
  | Progress
  | Routed
  | TeacherStarted
  | TextDelta
  | Revising
  | ToolCall
  | ToolResult
  | TeacherFinished
  | UsageReported
  | Failed
  | Done;

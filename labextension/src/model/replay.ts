import { Part, PRINCIPAL, Turn } from './turn';

/** How long the longest replay takes; what took less is shown as it was. */
const LONGEST_MS = 12_000;
/** Of a part that says nothing of its time, and at least of every other one. */
const SHORTEST_MS = 600;
export const FRAME_MS = 100;

/** Parts that were answered side by side. */
export interface Stage {
  parts: Part[];
  /** When it begins and ends, in milliseconds of the replay. */
  begin: number;
  end: number;
}

/** A turn as a sequence of stages: the principal speaks alone, teachers do side by side. */
export function stages(turn: Turn): Stage[] {
  const groups: Part[][] = [];
  for (const part of turn.parts) {
    const group = groups.at(-1);
    const alone =
      !group ||
      part.teacher === PRINCIPAL ||
      group.some(({ teacher }) => teacher === PRINCIPAL || teacher === part.teacher);
    if (alone) {
      groups.push([part]);
    } else {
      group.push(part);
    }
  }
  const lengths = groups.map(group => Math.max(...group.map(took)));
  const whole = lengths.reduce((sum, ms) => sum + ms, 0);
  const pace = Math.min(1, LONGEST_MS / whole);
  let at = 0;
  return groups.map((parts, index) => {
    const begin = at;
    at += lengths[index] * pace;
    return { parts, begin, end: at };
  });
}

/** What of a turn had come after `ms` of its replay. */
export function replayed(turn: Turn, of: Stage[], ms: number): Turn {
  const parts = of
    .filter(stage => stage.begin <= ms)
    .flatMap(stage => stage.parts.map(part => sofar(part, stage, ms)));
  return { ...turn, parts };
}

/** The next moment to show. Without `motion` that is the end of a stage, so that nothing grows. */
export function following(of: Stage[], ms: number, motion: boolean): number {
  return motion
    ? ms + FRAME_MS
    : (of.find(stage => stage.end > ms)?.end ?? ms + FRAME_MS);
}

/** Each part takes its own share of its stage, and says nothing before its first word. */
function sofar(part: Part, stage: Stage, ms: number): Part {
  const most = Math.max(...stage.parts.map(took));
  const length = ((stage.end - stage.begin) * took(part)) / most;
  const silent =
    (length * Math.min(part.receipt?.first_token_ms ?? 0, took(part))) / took(part);
  const share = (ms - stage.begin - silent) / Math.max(1, length - silent);
  if (share >= 1) {
    return part;
  }
  const said = Math.max(0, Math.floor(part.text.length * share));
  return {
    ...part,
    text: part.text.slice(0, said),
    draft: undefined,
    error: undefined,
    steps: part.steps?.filter(step => step.at < said || (said > 0 && step.at === 0)),
    receipt: undefined,
    finished: undefined
  };
}

function took(part: Part): number {
  return Math.max(SHORTEST_MS, part.receipt?.total_ms ?? 0);
}

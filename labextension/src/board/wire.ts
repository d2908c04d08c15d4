/** Somebody who needs help. Moments are seconds since 1970. */
export interface Stuck {
  learner: string;
  name: string;
  lesson: string;
  exercise: string;
  /** Both, as who wrote the lesson calls them. */
  place: string;
  since: number;
  attempts: number;
  hints: number;
  answer: string;
}

/** Where one learner stands; shares are of 1. */
export interface Standing {
  learner: string;
  name: string;
  solved: number;
  attempts: number;
  hints: number;
  assisted: number;
  questions: number;
  kept_back: number;
  seen: number;
  cost_micro: number;
  skills: Record<string, number>;
  mastered: string[];
}

/** What somebody did with an exercise or a question. */
export interface Tried {
  attempts: number;
  solved: boolean;
  assisted: boolean;
}

/** An exercise or a question, as who wrote the lesson calls it, and what came of it by learner. */
export interface Exercise {
  lesson: string;
  exercise: string;
  place: string;
  tried: Record<string, Tried>;
}

/** A skill, and what learners call it. */
export interface Skill {
  skill: string;
  name: string;
}

/**
 * A mistake that several make. Of a check it is what its author says of it; empty where
 * only what learners do not see fails.
 */
export interface Wrong {
  lesson: string;
  exercise: string;
  /** Both, as who wrote the lesson calls them. */
  place: string;
  mistake: string;
  kind: 'misconception' | 'answer' | 'check';
  learners: number;
  times: number;
}

/** A class as its leader may change it. */
export interface Led {
  code: string;
  /** Learners come in with it, and not with the login of a hub. */
  by_code: boolean;
  title: string;
  paused: boolean;
  exam: boolean;
  message: string;
}

export interface Board {
  class: Led;
  at: number;
  stuck: Stuck[];
  learners: Standing[];
  exercises: Exercise[];
  skills: Skill[];
  wrong: Wrong[];
}

/** Who is in the class, with the code by which they come back. */
export interface Member {
  id: string;
  nickname: string;
  return_code: string;
}

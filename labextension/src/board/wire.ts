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

/** A mistake that several make. */
export interface Wrong {
  lesson: string;
  exercise: string;
  /** Both, as who wrote the lesson calls them. */
  place: string;
  mistake: string;
  misconception: boolean;
  learners: number;
  times: number;
}

/** A class as its leader may change it. */
export interface Led {
  code: string;
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
  skills: string[];
  wrong: Wrong[];
}

/** Who is in the class, with the code by which they come back. */
export interface Member {
  id: string;
  nickname: string;
  return_code: string;
}

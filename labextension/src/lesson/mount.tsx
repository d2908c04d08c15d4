import { ComponentChild, h, render } from 'preact';
import { languageOf, translator } from '../i18n';
import { LessonContext, LessonPlace } from './place';

export interface LessonMount {
  lang: string;
  kind: 'exercise' | 'quiz' | 'board';
  load: LessonPlace['load'];
  /** What is shown. */
  view: () => ComponentChild;
}

export interface MountedLesson {
  /** Says one sentence to those who listen instead of look. */
  announce: (sentence: string) => void;
  dispose(): void;
}

const NAMES = { exercise: 'Exercise', quiz: 'Questions', board: 'Class' };

/** Puts a part of a lesson on a page. */
export function mountLesson(host: HTMLElement, options: LessonMount): MountedLesson {
  const lang = languageOf(options.lang);
  const t = translator(lang);
  const root = document.createElement('section');
  const board = options.kind === 'board';
  root.className = board ? 'cvg cvg-lesson cvg-board' : 'cvg cvg-lesson';
  root.lang = lang;
  root.setAttribute('aria-label', t(NAMES[options.kind]));
  root.dataset.lmSuppressShortcuts = 'true'; // Shift+Enter must not run the cell around it.
  const live = document.createElement('div');
  live.className = 'cvg-hidden';
  live.lang = lang;
  live.setAttribute('role', 'status');
  host.append(root, live);
  const announce = (sentence: string) => {
    live.textContent = sentence;
  };
  const place: LessonPlace = { t, lang, load: options.load, announce };
  render(h(LessonContext.Provider, { value: place }, options.view()), root);
  return {
    announce,
    dispose() {
      render(null, root);
      root.remove();
      live.remove();
    }
  };
}

import { ComponentChild, h, render } from 'preact';
import { keepKeys } from '../components/keys';
import { languageOf, Translate, translator } from '../i18n';
import { LessonContext, LessonPlace } from './place';

export interface LessonMount {
  lang: string;
  kind: 'exercise' | 'quiz' | 'reflection' | 'board' | 'author';
  load: LessonPlace['load'];
  /** What is shown. */
  view: () => ComponentChild;
}

export interface MountedLesson {
  /** Says one sentence to those who listen instead of look. */
  announce: (sentence: string) => void;
  dispose(): void;
}

const CLASSES: { [kind in LessonMount['kind']]?: string } = {
  board: 'cvg-board',
  author: 'cvg-author'
};

/** Puts a part of a lesson on a page. */
export function mountLesson(host: HTMLElement, options: LessonMount): MountedLesson {
  const lang = languageOf(options.lang);
  const t = translator(lang);
  const root = document.createElement('section');
  root.className = `cvg cvg-lesson ${CLASSES[options.kind] ?? ''}`.trim();
  root.lang = lang;
  root.setAttribute('aria-label', named(options.kind, t));
  if (!CLASSES[options.kind]) {
    root.setAttribute('role', 'group'); // Of many on a page, none is a landmark.
  }
  const ended = keepKeys(root);
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
      ended();
      render(null, root);
      root.remove();
      live.remove();
    }
  };
}

function named(kind: LessonMount['kind'], t: Translate): string {
  switch (kind) {
    case 'board':
      return t('Class');
    case 'author':
      return t('Lesson');
    case 'quiz':
      return t('Questions');
    case 'reflection':
      return t('Open question');
    default:
      return t('Exercise');
  }
}

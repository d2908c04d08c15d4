import { h } from 'preact';
import { spoken } from '../i18n';
import css from '../../style/board.css';
import { BoardModel } from '../board/board';
import { BoardView } from '../board/BoardView';
import { mountLesson } from '../lesson/mount';
import { callsOf } from './calls';
import { RenderContext, text } from './model';
import { addStyles } from './styles';
import { greet } from './visitor';

/** Who leads a class must not believe in an exam that never began: a host that was restarted is told soon. */
const ALIVE_MS = 10_000;

/** The board of whoever leads a class (an anywidget front-end module). */
function render({ model, el, load }: RenderContext): () => void {
  addStyles(el, 'board', css);
  greet(model);
  // The browser's language: the notebook was written for nobody in particular.
  const lang = spoken(navigator.language) || text(model, 'lang');
  const { call, dispose } = callsOf(model, lang, ALIVE_MS);
  const shown = new BoardModel({ call, course: text(model, 'course'), lang });
  void shown.load();
  const view = () => h(BoardView, { model: shown });
  const mounted = mountLesson(el, { lang, load, view, kind: 'board' });
  return () => {
    mounted.dispose();
    dispose();
  };
}

export default { render };

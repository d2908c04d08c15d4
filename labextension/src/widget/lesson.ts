import { h } from 'preact';
import css from '../../style/lesson.css';
import { ExerciseModel } from '../lesson/exercise';
import { ExerciseView } from '../lesson/ExerciseView';
import { mountLesson } from '../lesson/mount';
import { QuizModel } from '../lesson/quiz';
import { QuizView } from '../lesson/QuizView';
import { ReflectionModel } from '../lesson/reflection';
import { ReflectionView } from '../lesson/ReflectionView';
import type { Call, Place } from '../lesson/wire';
import { keepIn } from '../model/keep';
import type { WidgetModel } from '../transport/comm';
import { callsOf } from './calls';
import { RenderContext, text } from './model';
import { addStyles } from './styles';
import { greet } from './visitor';

/** A part of a lesson in a notebook's output (an anywidget front-end module). */
function render({ model, el, load }: RenderContext): () => void {
  addStyles(el, 'lesson', css);
  greet(model);
  const lang = text(model, 'lang');
  const { call, dispose } = callsOf(model, lang);
  const kind = kindOf(model);
  const view = { quiz, exercise, reflection }[kind](model, call);
  const mounted = mountLesson(el, { lang, kind, load, view });
  return () => {
    mounted.dispose();
    dispose();
  };
}

function kindOf(model: WidgetModel): 'exercise' | 'reflection' | 'quiz' {
  if (model.get('exercise') !== undefined) {
    return 'exercise';
  }
  return model.get('cell') !== undefined ? 'reflection' : 'quiz';
}

function reflection(model: WidgetModel, call: Call) {
  const shown = new ReflectionModel({
    ...common(model, call),
    cell: text(model, 'cell')
  });
  void shown.load();
  return () => h(ReflectionView, { model: shown });
}

function exercise(model: WidgetModel, call: Call) {
  const options = { ...common(model, call), exercise: text(model, 'exercise') };
  const shown = new ExerciseModel(options);
  void shown.load();
  const task = model.get('task') !== false;
  return () => h(ExerciseView, { model: shown, task, writes: true });
}

function quiz(model: WidgetModel, call: Call) {
  const items = model.get('items');
  const names = Array.isArray(items) ? items.map(String) : [];
  const shown = new QuizModel({ ...common(model, call), items: names });
  void shown.load();
  return () => h(QuizView, { model: shown });
}

function common(model: WidgetModel, call: Call) {
  const place: Place = {
    lesson: text(model, 'lesson'),
    course: text(model, 'course'),
    lang: text(model, 'lang')
  };
  return { call, place, keep: keepIn(() => sessionStorage, 'convergio:lesson:') };
}

export default { render };

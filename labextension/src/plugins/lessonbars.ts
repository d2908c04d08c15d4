import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { ServerConnection } from '@jupyterlab/services';
import { type PanelLayout, Widget } from '@lumino/widgets';
import { h } from 'preact';
import '../../style/lesson.css';
import { languageOf, translator } from '../i18n';
import { ExerciseModel } from '../lesson/exercise';
import { ExerciseView } from '../lesson/ExerciseView';
import { LessonMount, MountedLesson, mountLesson } from '../lesson/mount';
import { QuizModel } from '../lesson/quiz';
import { QuizView } from '../lesson/QuizView';
import { ReflectionModel } from '../lesson/reflection';
import { ReflectionView } from '../lesson/ReflectionView';
import { checkTold, failed, hintTold } from '../lesson/said';
import type { Call } from '../lesson/wire';
import { Client } from '../model/client';
import { keepInMemory } from '../model/keep';
import {
  answerOf,
  asksToReflect,
  isAuthors,
  LessonMeta,
  questionsOf
} from '../model/lessonmeta';
import { pipeTo } from './connect';

/** A cell whose questions are shown in place of its text. */
const ASKED = 'jp-mod-convergioAsked';

export interface BarOptions {
  settings: ServerConnection.ISettings;
  locale: string;
}

/**
 * What a learner works with in a notebook: below each answer Check, the next hint and what came of it; questions in
 * the place of their text; a box below an open question.
 */
export class LessonBars {
  private readonly client: Client;
  private readonly lang: string;
  private readonly bars = new Map<Cell, Bar>();
  private readonly others = new Map<Cell, Part>();

  constructor(
    private readonly panel: NotebookPanel,
    private readonly lesson: LessonMeta,
    { settings, locale }: BarOptions
  ) {
    // English is where nobody has chosen; then the lesson's own language is the better guess.
    this.lang = languageOf(locale.startsWith('en') ? lesson.lang : locale);
    this.client = new Client(
      pipeTo(settings),
      () => undefined,
      () => undefined
    );
    this.follow();
    panel.model?.cells.changed.connect(this.follow, this);
    panel.disposed.connect(() => this.dispose());
  }

  async check(): Promise<void> {
    await this.meant()?.check();
  }

  async hint(): Promise<void> {
    await this.meant()?.hint();
  }

  /** The bar of the cell in use, or of the last answer above it, or else of the first one. */
  private meant(): Bar | undefined {
    const { widgets, activeCellIndex } = this.panel.content;
    const before = widgets.slice(0, activeCellIndex + 1).reverse();
    const cell = [...before, ...widgets].find(each => this.bars.has(each));
    return cell && this.bars.get(cell);
  }

  /** Cells come and go; one that is moved is made anew. */
  private follow(): void {
    // The notebook makes its cells as it hears of the same change.
    setTimeout(() => {
      if (this.panel.isDisposed) {
        return;
      }
      const cells = [...this.panel.content.widgets];
      if (cells.some(cell => isAuthors(cell.model.getMetadata('convergio')))) {
        return; // Its author's own notebook, which holds the answers.
      }
      for (const cell of cells) {
        if (!this.bars.has(cell) && !this.others.has(cell)) {
          this.add(cell);
        }
      }
    });
  }

  private add(cell: Cell): void {
    const own = cell.model.getMetadata('convergio');
    const exercise = answerOf(own);
    const questions = questionsOf(own);
    if (exercise) {
      this.show(this.bars, cell, this.bar(cell, exercise));
    } else if (questions.length) {
      this.show(this.others, cell, this.quiz(cell, questions));
    } else if (asksToReflect(own)) {
      this.show(this.others, cell, this.reflection(cell));
    }
  }

  private show<P extends Part>(parts: Map<Cell, P>, cell: Cell, part: P): void {
    parts.set(cell, part);
    cell.disposed.connect(() => {
      parts.delete(cell);
      part.dispose();
    });
    void cell.ready.then(() => part.showIn(cell));
  }

  private bar(cell: Cell, exercise: string): Bar {
    const answer = () => cell.model.sharedModel.getSource();
    const model = new ExerciseModel({ ...this.common(), exercise, answer });
    cell.model.contentChanged.connect(() => model.touched());
    void model.load();
    return new Bar(model, this.lang);
  }

  /** Their text gives way to them once they are here; without the key it stays. */
  private quiz(cell: Cell, items: string[]): Part {
    const model = new QuizModel({ ...this.common(), items });
    void model.load().then(() => cell.toggleClass(ASKED, !!model.state.items));
    return new Part('quiz', this.lang, () => h(QuizView, { model, quiet: true }));
  }

  private reflection(cell: Cell): Part {
    const model = new ReflectionModel({ ...this.common(), cell: cell.model.id });
    void model.load();
    const view = () => h(ReflectionView, { model, quiet: true });
    return new Part('reflection', this.lang, view);
  }

  private common() {
    const { client, lang, lesson } = this;
    const call: Call = (method, params) => client.call(method, params);
    const place = { lesson: lesson.name, course: lesson.course, lang };
    return { call, place, keep: keepInMemory() };
  }

  private dispose(): void {
    for (const parts of [this.bars, this.others]) {
      parts.forEach(part => part.dispose());
      parts.clear();
    }
    this.client.dispose();
  }
}

/** Something of a lesson in a cell. */
class Part extends Widget {
  protected readonly mounted: MountedLesson;

  constructor(
    kind: LessonMount['kind'],
    protected readonly lang: string,
    view: LessonMount['view']
  ) {
    super();
    this.addClass('jp-ConvergioPart');
    const load = () => Promise.reject(new Error('no code is written here'));
    this.mounted = mountLesson(this.node, { lang, kind, load, view });
    // Two clicks on a word are no wish to edit the text of the cell.
    this.node.addEventListener('dblclick', event => event.stopPropagation());
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this.mounted.dispose();
      super.dispose();
    }
  }

  /** Below what the cell gave, above its foot. */
  showIn(cell: Cell): void {
    const layout = cell.layout as PanelLayout | null;
    if (!layout || cell.isDisposed || this.isDisposed) {
      return;
    }
    layout.insertWidget(Math.max(layout.widgets.length - 1, 0), this);
  }
}

/** What stands below an answer. */
class Bar extends Part {
  constructor(
    private readonly model: ExerciseModel,
    lang: string
  ) {
    const view = () => h(ExerciseView, { model, task: false, writes: false });
    super('exercise', lang, view);
    this.addClass('jp-ConvergioAnswer');
  }

  async check(): Promise<void> {
    const result = await this.model.check();
    this.say(result ? checkTold(result, translator(this.lang)) : '');
  }

  async hint(): Promise<void> {
    const hint = await this.model.hint();
    this.say(hint ? hintTold(hint, translator(this.lang)) : '');
  }

  private say(sentence: string): void {
    this.mounted.announce(sentence || failed(this.model.state.problem));
    this.node.scrollIntoView({ block: 'nearest' });
  }
}

import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { ServerConnection } from '@jupyterlab/services';
import { type PanelLayout, Widget } from '@lumino/widgets';
import { h } from 'preact';
import '../../style/lesson.css';
import { languageOf, translator } from '../i18n';
import { ExerciseModel } from '../lesson/exercise';
import { ExerciseView } from '../lesson/ExerciseView';
import { MountedLesson, mountLesson } from '../lesson/mount';
import { checkTold, failed, hintTold } from '../lesson/said';
import { Client } from '../model/client';
import { keepInMemory } from '../model/keep';
import { answerOf, isAuthors, LessonMeta } from '../model/lessonmeta';
import { pipeTo } from './connect';

export interface BarOptions {
  settings: ServerConnection.ISettings;
  locale: string;
}

/** Below each answer of a notebook: Check, the next hint, and what came of it. */
export class LessonBars {
  private readonly client: Client;
  private readonly lang: string;
  private readonly bars = new Map<Cell, Bar>();

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
        const exercise = answerOf(cell.model.getMetadata('convergio'));
        if (exercise && !this.bars.has(cell)) {
          this.add(cell, exercise);
        }
      }
    });
  }

  private add(cell: Cell, exercise: string): void {
    const { client, lang, lesson } = this;
    const model = new ExerciseModel({
      call: (method, params) => client.call(method, params),
      place: { lesson: lesson.name, course: lesson.course, lang },
      exercise,
      keep: keepInMemory(),
      answer: () => cell.model.sharedModel.getSource()
    });
    const bar = new Bar(model, lang);
    this.bars.set(cell, bar);
    cell.model.contentChanged.connect(() => model.touched());
    cell.disposed.connect(() => {
      this.bars.delete(cell);
      bar.dispose();
    });
    void model.load();
    void cell.ready.then(() => bar.showIn(cell));
  }

  private dispose(): void {
    this.bars.forEach(bar => bar.dispose());
    this.bars.clear();
    this.client.dispose();
  }
}

/** One of them. */
class Bar extends Widget {
  private readonly mounted: MountedLesson;

  constructor(
    private readonly model: ExerciseModel,
    private readonly lang: string
  ) {
    super();
    this.addClass('jp-ConvergioAnswer');
    this.mounted = mountLesson(this.node, {
      lang,
      kind: 'exercise',
      load: () => Promise.reject(new Error('nothing is written here')),
      view: () => h(ExerciseView, { model, task: false, writes: false })
    });
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

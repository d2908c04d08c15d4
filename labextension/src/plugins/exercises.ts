import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../commands';
import { lessonOf } from '../model/lessonmeta';
import type { LessonBars } from './lessonbars';
import { eagerWords } from './words';

/** Buttons below the answers of a lesson. What they need is loaded with the first lesson that is opened. */
export const exercises: JupyterFrontEndPlugin<void> = {
  id: 'convergio-jupyter:exercises',
  description: 'Check and hints below the answers of a lesson.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const locale = translator?.languageCode ?? 'en';
    const t = eagerWords(locale);
    const bars = new WeakMap<NotebookPanel, LessonBars>();
    notebooks.widgetAdded.connect((_, panel) => {
      void open(app, panel, locale).then(found => found && bars.set(panel, found));
    });
    const current = () =>
      notebooks.currentWidget ? bars.get(notebooks.currentWidget) : undefined;
    const add = (
      id: string,
      label: string,
      act: (bars: LessonBars) => Promise<void>
    ) => {
      app.commands.addCommand(id, {
        label,
        describedBy: { args: { type: 'object', properties: {} } },
        isEnabled: () => !!current(),
        execute: () => {
          const found = current();
          return found && act(found);
        }
      });
      palette?.addItem({ command: id, category: 'Convergio' });
    };
    add(CommandIDs.check, t('Check my answer'), each => each.check());
    add(CommandIDs.hint, t('Take a hint'), each => each.hint());
  }
};

/** The bars of a notebook that is a lesson; nothing for any other. */
async function open(
  app: JupyterFrontEnd,
  panel: NotebookPanel,
  locale: string
): Promise<LessonBars | null> {
  await panel.context.ready;
  const lesson = lessonOf(panel.model?.getMetadata('convergio'));
  if (!lesson || panel.isDisposed) {
    return null;
  }
  const { LessonBars } = await import('./lessonbars');
  return panel.isDisposed
    ? null
    : new LessonBars(panel, lesson, {
        settings: app.serviceManager.serverSettings,
        locale
      });
}

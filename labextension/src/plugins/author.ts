import {
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../commands';
import { lessonIcon } from '../icons/lab';
import { AuthorWidget } from './authorwidget';
import { eagerWords } from './words';

/** A panel for whoever writes a lesson. Only its place and icon are loaded with the page. */
export const author: JupyterFrontEndPlugin<void> = {
  id: 'convergio-jupyter:author',
  description: 'Roles, findings, preview and drafts for whoever writes a lesson.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const locale = translator?.languageCode ?? 'en';
    const t = eagerWords(locale);
    const panel = new AuthorWidget({ app, notebooks, locale, t });
    panel.title.icon = lessonIcon;
    panel.title.caption = `Convergio: ${t('Write a lesson')}`;
    app.shell.add(panel, 'right', { rank: 900, type: 'Convergio' });
    restorer?.add(panel, panel.id);
    app.commands.addCommand(CommandIDs.write, {
      label: t('Write a lesson'),
      icon: lessonIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => app.shell.activateById(panel.id)
    });
    palette?.addItem({ command: CommandIDs.write, category: 'Convergio' });
  }
};

import {
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../commands';
import { convergioIcon } from '../icons/lab';
import { Sidebar } from './sidebarwidget';
import { eagerWords } from './words';

const SHORTCUT = navigator.platform.startsWith('Mac') ? '⌃⇧C' : 'Alt+Shift+C';

/** The chat at JupyterLab's side. Only the icon is loaded with the page. */
export const sidebar: JupyterFrontEndPlugin<void> = {
  id: 'convergio-jupyter:sidebar',
  description: 'AI teachers in the left sidebar.',
  autoStart: true,
  optional: [ICommandPalette, ILayoutRestorer, INotebookTracker, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    notebooks: INotebookTracker | null,
    translator: ITranslator | null
  ) => {
    const locale = translator?.languageCode ?? 'en';
    const t = eagerWords(locale);
    const panel = new Sidebar({ app, notebooks, locale, t });
    panel.title.icon = convergioIcon;
    panel.title.caption = `Convergio: ${t('Ask a teacher')} (${SHORTCUT})`;
    app.shell.add(panel, 'left', { rank: 600, type: 'Convergio' });
    restorer?.add(panel, panel.id);
    app.commands.addCommand(CommandIDs.open, {
      label: t('Open Convergio and start to type'),
      icon: convergioIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => app.shell.activateById(panel.id)
    });
    palette?.addItem({ command: CommandIDs.open, category: 'Convergio' });
  }
};

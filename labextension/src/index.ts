import { author } from './plugins/author';
import { exercises } from './plugins/exercises';
import { sidebar } from './plugins/sidebar';

/** What JupyterLab loads with the page. */
export default [sidebar, exercises, author];

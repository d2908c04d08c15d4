import { sidebar } from './plugins/sidebar';

/** What JupyterLab loads with the page. */
export default [sidebar];

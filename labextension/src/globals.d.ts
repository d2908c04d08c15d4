/** Style sheets: the text of one in a widget bundle, a side effect in JupyterLab's. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** Adds a style sheet once for each document or shadow tree that holds a widget of that name. */
export function addStyles(el: HTMLElement, name: string, css: string): void {
  const root = el.getRootNode();
  const place = root instanceof ShadowRoot ? root : document.head;
  if (!place.querySelector(`style[data-convergio="${name}"]`)) {
    const style = document.createElement('style');
    style.dataset.convergio = name;
    style.textContent = css;
    place.append(style);
  }
}

/**
 * Keeps the keys that are pressed in `root` from the cell around it, which would run on Shift+Enter; those that open
 * something of the whole application, such as Alt+Shift+C, go on. Returns what ends that.
 */
export function keepKeys(root: HTMLElement): () => void {
  const keep = (event: KeyboardEvent) => {
    const forAll = event.shiftKey && (event.altKey || event.ctrlKey || event.metaKey);
    root.toggleAttribute('data-lm-suppress-shortcuts', !forAll);
  };
  root.dataset.lmSuppressShortcuts = 'true';
  window.addEventListener('keydown', keep, true); // JupyterLab listens to the document.
  return () => window.removeEventListener('keydown', keep, true);
}

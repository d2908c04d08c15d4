/**
 * Keeps the keys that are pressed in `root` from the cell around it, which would run on Shift+Enter; those that open
 * something of the whole application, such as Alt+Shift+C, and those that save go on. Returns what ends that.
 */
export function keepKeys(root: HTMLElement): () => void {
  const keep = (event: KeyboardEvent) => {
    const forAll = event.shiftKey && (event.altKey || event.ctrlKey || event.metaKey);
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
    root.toggleAttribute('data-lm-suppress-shortcuts', !(forAll || saves));
    if (
      saves &&
      event.target instanceof HTMLInputElement &&
      root.contains(event.target)
    ) {
      event.target.dispatchEvent(new Event('change', { bubbles: true })); // what is still being written is saved, too
    }
  };
  root.dataset.lmSuppressShortcuts = 'true';
  window.addEventListener('keydown', keep, true); // JupyterLab listens to the document.
  return () => window.removeEventListener('keydown', keep, true);
}

/** Says in a panel that what belongs there could not be fetched. */
export function showUnloaded(host: HTMLElement, t: (sentence: string) => string): void {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  note.textContent = t('Convergio could not be loaded. Reload the page to try again.');
  host.replaceChildren(note);
}

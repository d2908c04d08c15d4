/** A press that is not the second half of a double click: for buttons that appear under the pointer. */
export function onePress(act: () => void): (event: MouseEvent) => void {
  return event => {
    if (event.detail < 2) {
      act();
    }
  };
}

import { outline } from '../icons/outline';

/** An outline; words or an accessible name stand beside it. */
export function Icon({ name }: { name: string }) {
  return (
    <span class="cvg-icon-box" dangerouslySetInnerHTML={{ __html: outline(name) }} />
  );
}

import type { ComponentChildren } from 'preact';

/** A page beside the talk. Who clicks on its words stays in it, so that Escape leads back from there too. */
export function SidePage({
  of,
  busy,
  children
}: {
  of: string;
  busy?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={`cvg-scroll-page cvg-${of}`} tabIndex={-1} aria-busy={busy}>
      {children}
    </div>
  );
}

import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { setMath } from '../markdown/math';
import { formulasIn, TEX, TEX_DISPLAY } from '../markdown/mathsyntax';

/** What somebody typed, as typed, with its formulas set. */
export function Typed({ text }: { text: string }) {
  const pieces = useMemo(() => formulasIn(text), [text]);
  return (
    <>
      {pieces.map((piece, index) =>
        piece.tex ? (
          <Formula key={index} tex={piece.tex} display={piece.display ?? false} />
        ) : (
          piece.text
        )
      )}
    </>
  );
}

function Formula({ tex, display }: { tex: string; display: boolean }) {
  const host = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (host.current) {
      host.current.textContent = tex;
      setMath(host.current, display, false);
    }
  }, [tex, display]);
  return <span ref={host} class={display ? `${TEX} ${TEX_DISPLAY}` : TEX} />;
}

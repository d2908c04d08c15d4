/** A sentence from the server, where `backticks` mark what one types. */
export function Words({ text }: { text: string }) {
  const pieces = text.split('`');
  return (
    <>
      {pieces.map((piece, index) =>
        index % 2 && index < pieces.length - 1 ? (
          <code key={index} class="cvg-typed">
            {piece}
          </code>
        ) : (
          piece
        )
      )}
    </>
  );
}

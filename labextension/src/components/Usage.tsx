/** What the usage widget draws. Every word and number comes with the figures, in the reader's language. */
export interface Figures {
  title: string;
  spent: string;
  meters: Meter[];
  counts: { name: string; value: string }[];
  plot: Plot;
  note: string;
}

interface Meter {
  name: string;
  percent: number;
  level: 'plenty' | 'balanced' | 'cheap' | 'pause';
  words: string;
}

interface Plot {
  title: string;
  values: number[];
  first: string;
  last: string;
  most: string;
  summary: string;
  columns: string[];
  rows: string[][];
}

const WIDTH = 300;
const HEIGHT = 72;

/** The figures, and why there are no newer ones. */
export function Usage({ figures, problem }: { figures?: Figures; problem: string }) {
  return (
    <>
      {figures && <Body {...figures} />}
      <p class="cvg-usage-problem" role="status">
        {problem}
      </p>
    </>
  );
}

function Body({ title, spent, meters, counts, plot, note }: Figures) {
  return (
    <div class="cvg-usage-body">
      <p class="cvg-usage-title cvg-usage-quiet">{title}</p>
      <p class="cvg-usage-spent">{spent}</p>
      {meters.map(meter => (
        <MeterBar key={meter.name} {...meter} />
      ))}
      <dl class="cvg-usage-counts">
        {counts.map(({ name, value }) => (
          <div key={name}>
            <dt class="cvg-usage-quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Columns {...plot} />
      <Twin {...plot} />
      {note && <p class="cvg-usage-quiet">{note}</p>}
    </div>
  );
}

function MeterBar({ name, percent, level, words }: Meter) {
  return (
    <div class="cvg-usage-meter">
      <span>{name}</span>
      <div
        class="cvg-usage-bar"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={words}
      >
        <div
          class={`cvg-usage-filled cvg-usage-${level}`}
          style={{ inlineSize: `${percent}%` }}
        />
      </div>
      <span class="cvg-usage-quiet">{words}</span>
    </div>
  );
}

function Columns({ title, values, first, last, most }: Plot) {
  const highest = Math.max(...values, 1);
  const step = WIDTH / values.length;
  const tall = (value: number) =>
    value && Math.max(2, (value / highest) * (HEIGHT - 4));
  return (
    <figure class="cvg-usage-plot">
      <figcaption>{title}</figcaption>
      <svg
        role="img"
        aria-label={[title, most].filter(Boolean).join('. ')}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`}
      >
        {values.map((value, at) => (
          <rect
            key={at}
            class="cvg-usage-column"
            x={at * step + 1}
            y={HEIGHT - tall(value)}
            width={step - 2}
            height={tall(value)}
            rx={1}
          />
        ))}
        <line class="cvg-usage-base" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <div class="cvg-usage-ends cvg-usage-quiet" aria-hidden="true">
        <span>{first}</span>
        <span>{most}</span>
        <span>{last}</span>
      </div>
    </figure>
  );
}

/** The plot for those who do not see it. */
function Twin({ title, summary, columns, rows }: Plot) {
  return (
    <details>
      <summary>{summary}</summary>
      {/* A region that scrolls must be reached by keyboard. */}
      <div class="cvg-usage-scroller" tabIndex={0} role="region" aria-label={title}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              {columns.map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([day, ...cells]) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** An answer with everything that an answer may hold. */
export const RICH =
  String.raw`Draw the first odd number as one dot. **What must you add** around it to make the next square?

## The pattern

1. One dot is a square of side $1$.
2. Three more make a square of side $2$, because $1 + 3 = 2^2$.
   - two beside it,
   - one in the corner.
3. Five more make $1 + 3 + 5 = 3^2$.

In general

$$\sum_{k=1}^{n} (2k-1) = n^2 \qquad\text{and}\qquad x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$$

| $n$ | sum | square | a rather wide remark that does not fit a narrow panel |
|----:|:---:|:------:|---|
| 1 | $1$ | $1^2$ | $\int_0^1 x^2\,dx = \frac{1}{3}$ |
| 2 | $1+3$ | $2^2$ | \`inline code\` and **bold** |
| 3 | $1+3+5$ | $3^2$ | [a link](https://example.org/odd?a=1&b=2) |

\`\`\`python
def odd_sum(n: int) -> int:
    """The sum of the first n odd numbers."""
    return sum(2 * k - 1 for k in range(1, n + 1))  # a comment that makes this line long enough to scroll sideways

assert odd_sum(10) == 100
\`\`\`

> A price of $5 and one of $10 are money, not a formula.

A matrix, too: \(A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\), and

\[ \left( \frac{\partial f}{\partial x} \right)^2 + \widehat{ABC} + \vec{v} \cdot \mathcal{L} = \cancel{0} \]

Can you say *why* the corner always needs one dot?`.replaceAll('\\`', '`');

/** What must stay text, load nothing and run nothing. */
export const HOSTILE = String.raw`<script>window.hacked = 1</script>

<img src=x onerror="window.hacked = 2"> and <svg onload="window.hacked=3"><style>*{display:none}</style>

![pixel](https://tracker.invalid/pixel.png "t") ![](javascript:alert(1)) ![data](data:image/png;base64,AAAA)

[a](javascript:window.hacked=4) [b](JaVaScRiPt&colon;alert(1)) [c](&#106;avascript:alert(1)) [d](data:text/html,x) [e](vbscript:x) <javascript:alert(1)> [f](//evil.invalid/x) [g](java&#10;script:alert(1))

[ok](https://example.org/ok "onclick=alert(1)") and mail <someone@example.org>

<form id="body" name="cookie"><input name="attributes"><button formaction="javascript:alert(1)">go</button></form>
<a id="cvg" name="getElementById" class="cvg-menu-list" style="position:fixed;inset:0" href="https://evil.invalid">cover</a>
<iframe srcdoc="<script>parent.hacked=5</script>"></iframe><math><mtext><script>hacked=6</script></mtext></math>
<details open ontoggle="window.hacked=7"><summary>x</summary></details>

$\href{javascript:window.hacked=8}{x}$ $\url{javascript:alert(1)}$ $\includegraphics{https://tracker.invalid/p.png}$ $\class{cvg-menu-list}{y}$ $\style{position:fixed}{z}$ $\id{body}{w}$ $\htmlData{a=b}{q}$ $\def\x{\x\x}\x$

$$\color{red}{x} \rule{9999em}{9999em} \unicode{x3c}script\unicode{x3e} <img src=x onerror=window.hacked=9>$$

\`\`\`html" onmouseover="window.hacked=10
<img src=x onerror="window.hacked=11">
\`\`\`

| <b>x</b> | $<img src=x onerror=window.hacked=12>$ |
|---|---|
| <script>1</script> | [x](javascript:1) |`.replaceAll('\\`', '`');

export const texts: Record<string, string> = { rich: RICH, hostile: HOSTILE };

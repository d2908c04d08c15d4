/** The teachers' signs, drawn for Convergio on a grid of 24, to be read at 20 px. */
const GLYPHS: Record<string, string> = {
  compass:
    '<circle cx="12" cy="5" r="2"/><path d="M11 7 6 20M13 7l5 13M8.2 14.5a8 8 0 0 0 7.6 0"/>',
  pendulum:
    '<path d="M5 4h14M12 4l5 11"/><circle cx="17.8" cy="17.5" r="2.5"/><path d="M6 17.5a9 9 0 0 0 5 3" stroke-dasharray="1 3"/>',
  leaf: '<path d="M5 19C4 10 10 4 20 4c0 10-6 16-13 14M5 20c2-5 5-8 9-10"/>',
  quill: '<path d="M20 3C12 4 7 9 6 17c7 0 12-5 14-14zM6 17l-2 4M8 15l6-6"/>',
  amphora:
    '<path d="M9 3h6M10 3v4c-4 2-5 6-3 10 1 2 2 3 3 4h4c1-1 2-2 3-4 2-4 1-8-3-10V3M7 12h10"/><path d="M10 5C6 4 5 7 6 9M14 5c4-1 5 2 4 4"/>',
  globe:
    '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3.5 3 3.5 15 0 18M12 3c-3.5 3-3.5 15 0 18"/>',
  brush: '<path d="M20 4 11 13M9 12l3 3M9 12c-3 0-4 2-4 4s-1 3-2 3c3 2 9 1 9-4"/>',
  book: '<path d="M12 6v14M12 6C9 4 6 4 3 5v13c3-1 6-1 9 2 3-3 6-3 9-2V5c-3-1-6-1-9 1z"/>',
  clef: '<path d="M12 21c-2 0-3-1-3-2.5M12 21c2 0 2.5-1.5 2-4L11.5 6c-.5-2.5 1-4 2-4s2 3-1 6.5-6 5-4 8.5 9 1.5 8.5-2-5-3.5-5-.5"/>',
  column: '<path d="M5 4h14M7 7h10M8.5 7v11M12 7v11M15.5 7v11M7 18h10M5 21h14"/>',
  coin: '<circle cx="12" cy="12" r="9"/><path d="M15 9c-1-1.3-5.5-1.5-5.5.8 0 3 5.5 1.2 5.5 4.2 0 2.4-5 2.3-6 .8M12 6.500v11"/>',
  bracket:
    '<path d="M8 4C5 4 6 7 6 9s-1 3-2.5 3C5 12 6 13 6 15s-1 5 2 5M16 4c3 0 2 3 2 5s1 3 2.5 3C19 12 18 13 18 15s1 5-2 5"/>',
  heartbeat:
    '<path d="M3.5 12C2 8 4 4.5 7.5 4.500c2 0 3.5 1 4.5 3 1-2 2.5-3 4.5-3C20 4.5 22 8 20.5 12M6 16l6 5 6-5M2 13h5l2-3 3 6 2-3h8"/>',
  question:
    '<path d="M8 8.500C8 5.5 10 4 12.3 4c2.5 0 4.2 1.6 4.2 4 0 3.5-4.3 3.7-4.3 7.500M12.2 20h.01"/>',
  bubble: '<path d="M4 5h16v11h-9l-5 4v-4H4z"/><path d="M8 9h8M8 12h5"/>',
  flask:
    '<path d="M9 3h6M10 3v6L5 18c-.8 1.5 0 3 1.7 3h10.600c1.7 0 2.5-1.5 1.7-3L14 9V3M7.5 15h9"/>',
  star: '<path d="m12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.300L12 17.200l-5.6 3.100L7.6 14 3 9.600l6.3-.8z"/>',
  key: '<circle cx="8" cy="8" r="4.5"/><path d="m11.2 11.2 9 9M17 17l2.5-2.500M14 14l2-2"/>',
  calendar: '<path d="M4 6h16v14H4zM4 11h16M8 3v5M16 3v5M8 15h3"/>',
  hand: '<path d="M7 12V7a1.5 1.5 0 0 1 3 0v4V5a1.5 1.5 0 0 1 3 0v6-5a1.5 1.5 0 0 1 3 0v6-3a1.5 1.5 0 0 1 3 0v6c0 4-2.5 6-6 6s-5-1.5-6.5-4L4 13.500c-.7-1.5 1.2-2.5 2-1.500z"/>'
};

/** The lines of a sign; the speech bubble where a teacher names one that we do not have. */
export function glyph(name: string): string {
  return GLYPHS[name] ?? GLYPHS.bubble;
}

/** Names of the signs that exist. */
export const glyphNames = Object.keys(GLYPHS);

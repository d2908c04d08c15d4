import type { TeacherCard } from '../src/schema';

type Line = [
  id: string,
  name: string,
  subject: string,
  glyph: string,
  light: string,
  dark: string
];

const LINES: Line[] = [
  ['euclide', 'Euclide', 'mathematics', 'compass', '#1F4E9E', '#9DBDF5'],
  ['feynman', 'Feynman', 'physics', 'pendulum', '#8A3A0F', '#F2B083'],
  ['manzoni', 'Manzoni', 'Italian', 'quill', '#7A1F4B', '#EDA3C4'],
  ['darwin', 'Darwin', 'science', 'leaf', '#2F6B2F', '#9AD69A'],
  ['erodoto', 'Erodoto', 'history', 'amphora', '#6B4A12', '#DDB974'],
  ['humboldt', 'Humboldt', 'geography', 'globe', '#0F6466', '#86D3D1'],
  ['leonardo', 'Leonardo', 'art', 'brush', '#8B2C2C', '#F0A3A0'],
  ['shakespeare', 'Shakespeare', 'English', 'book', '#4B3A8C', '#BCB0F2'],
  ['mozart', 'Mozart', 'music', 'clef', '#7B2D86', '#DDA3E6'],
  ['cicerone', 'Cicerone', 'Latin and civics', 'column', '#5A3E2B', '#D5B49C'],
  ['smith', 'Smith', 'economics', 'coin', '#225E4A', '#8FD1BA'],
  ['lovelace', 'Lovelace', 'computer science', 'bracket', '#3D3D99', '#B3B3F5'],
  ['ippocrate', 'Ippocrate', 'health', 'heartbeat', '#96303F', '#F2A5B0'],
  ['socrate', 'Socrate', 'philosophy', 'question', '#4A4A4A', '#C9C9C9'],
  ['chris', 'Chris', 'storytelling', 'bubble', '#9A3412', '#F5AF94'],
  ['curie', 'Curie', 'chemistry', 'flask', '#1E6178', '#8CCBE3'],
  ['galileo', 'Galileo', 'astronomy', 'star', '#2B3F73', '#A9BDF0'],
  ['ali', 'Ali', 'the faculty together', 'key', '#23201B', '#F3EEE3'],
  ['anna', 'Anna', 'planning', 'calendar', '#5B6210', '#CBD37B'],
  ['jenny', 'Jenny', 'accessibility', 'hand', '#7A2E63', '#E7A6D2']
];

/** The faculty as the server sends it. */
export const faculty: TeacherCard[] = LINES.map(
  ([id, name, subject, glyph, light, dark]) => ({
    id,
    name,
    subject,
    glyph,
    greeting: `I am ${name}. What shall we look at?`,
    examples: [
      `Where does one begin in ${subject}?`,
      'Why is 1 + 3 + 5 + … always a square?',
      'Give me a small exercise'
    ],
    color_light: light,
    color_dark: dark
  })
);

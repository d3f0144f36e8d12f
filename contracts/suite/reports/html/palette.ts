/** The colours of the page; a test holds every pair that meets to WCAG AA. */
export const palettes = {
  light: {
    paper: '#faf9f6',
    card: '#ffffff',
    ink: '#1c1e21',
    soft: '#5a6068',
    line: '#dbd8d0',
    accent: '#1d5b87',
    red: '#a01f1c',
    'red-wash': '#fbecea',
    green: '#1a6637',
    'green-wash': '#e8f4eb',
    amber: '#774b00',
  },
  dark: {
    paper: '#151719',
    card: '#1d2023',
    ink: '#e9e7e2',
    soft: '#a8adb3',
    line: '#393d42',
    accent: '#8fc6ef',
    red: '#ff9f98',
    'red-wash': '#3a1e1d',
    green: '#90d8a7',
    'green-wash': '#1a3123',
    amber: '#f0c674',
  },
} as const;

/** The colours as CSS custom properties. */
export const properties = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** The few words that JupyterLab needs before the panel, with its dictionary, is loaded. */
const ITALIAN: Record<string, string> = {
  'Ask a teacher': 'Chiedi a un insegnante',
  'Write a lesson': 'Scrivi una lezione',
  'Check my answer': 'Verifica la risposta',
  'Take a hint': 'Prendi un suggerimento',
  'Open Convergio and start to type': 'Apri Convergio e comincia a scrivere',
  'Convergio could not be loaded. Reload the page to try again.':
    'Non riesco a caricare Convergio. Ricarica la pagina per riprovare.'
};

export function eagerWords(locale: string): (sentence: string) => string {
  return sentence =>
    locale.startsWith('it') ? (ITALIAN[sentence] ?? sentence) : sentence;
}

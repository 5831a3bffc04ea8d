import { useTranslation } from 'react-i18next';

/** "Without support" for the rounds that the page sets up; another round by its own name. */
export function useRoundName(): (round: string) => string {
  const { t } = useTranslation('registry-pages');
  return (round) => t(`readers.round.${round}`, { defaultValue: round });
}

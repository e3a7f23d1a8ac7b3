import { useSearchParams } from 'react-router';
import { readTrySettings, type TrySettings, writeTrySettings } from './try-settings.js';

/** The settings in the address, and the way to change them. */
export function useTrySettings() {
  const [params, setParams] = useSearchParams();
  const settings = readTrySettings(params);
  const change = (changes: Partial<TrySettings>) =>
    setParams((current) => writeTrySettings({ ...readTrySettings(current), ...changes }), {
      preventScrollReset: true,
      replace: true,
    });
  return { settings, change };
}

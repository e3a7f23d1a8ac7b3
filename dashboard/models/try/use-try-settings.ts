import { useAddress } from '../../ui/use-address.js';
import { readTrySettings, type TrySettings, writeTrySettings } from './try-settings.js';

/** The settings in the address, and the way to change them. */
export function useTrySettings() {
  const [params, changeAddress] = useAddress();
  const change = (changes: Partial<TrySettings>) =>
    changeAddress((current) => writeTrySettings({ ...readTrySettings(current), ...changes }), {
      preventScrollReset: true,
      replace: true,
    });
  return { settings: readTrySettings(params), change };
}

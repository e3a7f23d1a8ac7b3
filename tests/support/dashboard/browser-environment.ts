import { TestEnvironment } from 'jest-environment-jsdom';

/** What browsers have and jsdom lacks, as far as the dashboard needs it. */
const MISSING = {
  TextEncoder,
  TextDecoder,
  fetch,
  Request,
  Response,
  Headers,
  ReadableStream,
  structuredClone,
};

// biome-ignore lint/style/noDefaultExport: Jest takes an environment from the default export
export default class BrowserEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, MISSING, { matchMedia, ResizeObserver });
  }
}

const matchMedia = (media: string) => ({
  media,
  matches: false,
  addEventListener: () => {},
  removeEventListener: () => {},
});

class ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// biome-ignore lint/style/noDefaultExport: Jest loads this file by its default export
export default async function teardown(): Promise<void> {
  await globalThis.toileTestPostgres?.stop();
}

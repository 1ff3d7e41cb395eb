import { mkdirSync } from 'node:fs'
import S3rver from 's3rver'
import type { BucketPlan, CorsRule } from './plan.ts'

export interface S3 {
  readonly endpoint: string
  stop(): Promise<void>
}

/** Starts s3rver with its data in `folder` and every bucket of the template. */
export async function startS3(folder: string, buckets: readonly BucketPlan[]): Promise<S3> {
  mkdirSync(folder, { recursive: true })
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    vhostBuckets: false,
    configureBuckets: buckets.map(({ name, cors }) => ({ name, configs: cors.length > 0 ? [corsXml(cors)] : [] })),
  })
  const { port } = await server.run()
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

function corsXml(rules: readonly CorsRule[]): string {
  return `<CORSConfiguration>${rules.map((rule) => `<CORSRule>${
    tags('AllowedOrigin', rule.AllowedOrigins)}${tags('AllowedMethod', rule.AllowedMethods)}${
    tags('AllowedHeader', rule.AllowedHeaders)}${tags('ExposeHeader', rule.ExposedHeaders)}${
    rule.MaxAge === undefined ? '' : `<MaxAgeSeconds>${rule.MaxAge}</MaxAgeSeconds>`}</CORSRule>`).join('')}</CORSConfiguration>`
}

function tags(name: string, values: readonly string[] = []): string {
  return values.map((value) => `<${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`).join('')
}

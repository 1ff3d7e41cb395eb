import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** Holds the place of this function until its pages are written. */
export async function handler(): Promise<APIGatewayProxyStructuredResultV2> {
  return { statusCode: 501, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Not implemented yet' }
}

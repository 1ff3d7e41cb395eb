/**
 * The text of a secret.
 * @throws where it cannot be read, or is no text
 */
export async function readSecret(arn: string): Promise<string> {
  // Only some deployments have any: everybody else need not wait until this is loaded.
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const client = new SecretsManagerClient()
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }))
    if (!SecretString) throw new Error('The secret is no text')
    return SecretString
  } finally {
    client.destroy()
  }
}

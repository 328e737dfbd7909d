// Passkeys (Web Authentication): shows the forms that need one, asks the browser, and sends its answer with the form.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/={1,2}$/, '');
const named = list => (list || []).map(key => ({ ...key, id: bytes(key.id) }));

async function create(options) {
  const key = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(key.response.clientDataJSON),
      attestationObject: text(key.response.attestationObject),
      transports: key.response.getTransports ? key.response.getTransports() : [],
    },
  };
}

async function get(options) {
  const key = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    },
  });
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(key.response.clientDataJSON),
      authenticatorData: text(key.response.authenticatorData),
      signature: text(key.response.signature),
      userHandle: key.response.userHandle ? text(key.response.userHandle) : undefined,
    },
  };
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const failed = form.querySelector('[data-failed]');
    failed.hidden = true;
    try {
      const ask = form.dataset.passkey === 'create' ? create : get;
      form.elements.passkey.value = JSON.stringify(await ask(JSON.parse(form.dataset.options)));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

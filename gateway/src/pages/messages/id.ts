/** What pages say to payers, in Indonesian. */
import { html } from '../../kernel/html.ts'
import type { ByInstrument, Messages } from './en.ts'

const declined: ByInstrument = { card: 'Kartu Anda ditolak.', other: 'Pembayaran ditolak.' }

export const id: Messages = {
  payment: 'Pembayaran',
  amount: 'Jumlah',
  table: 'Tabel',
  optional: 'opsional',
  goOn: 'Lanjutkan',
  noRealMoney: 'uji coba, tidak ada uang sungguhan yang berpindah',
  simulatedBank: 'Bank simulasi · tidak ada uang sungguhan yang berpindah',

  gone: {
    title: 'Tidak ada yang perlu dibayar di sini',
    noSuch: 'Pembayaran ini tidak ada, atau alamatnya tidak lengkap. Anda dapat menutup halaman ini.',
    ended: 'Pembayaran ini telah berakhir, atau tidak ada. Anda dapat menutup halaman ini.',
    toShop: 'Pembayaran ini tidak ada, atau alamatnya tidak lengkap. Silakan kembali ke toko.',
  },
  busy: {
    title: 'Mohon tunggu',
    text: 'Permintaan ini tidak berhasil, dan tidak ada yang dibayar. Silakan coba lagi sebentar lagi.',
  },
  sentOn: { title: 'Mohon tunggu', text: 'Anda sedang diarahkan kembali.' },
  byHand: {
    title: 'Kembali ke toko',
    text: 'Toko mengonfirmasi sendiri pembayaran ini, jadi pembayaran tidak dapat dilakukan di halaman ini. Tidak ada yang dibayar di sini.',
  },
  notOpen: 'Belum dibuka',
  ends: {
    succeeded: { title: 'Terima kasih', text: 'Pembayaran Anda telah diterima.' },
    failed: { title: 'Belum dibayar', text: 'Tidak ada yang dibayar.' },
    pending: { title: 'Masih menunggu', text: 'Toko akan diberi tahu segera setelah hasil pembayaran diketahui.' },
    expired: { title: 'Waktu habis', text: 'Waktu pembayaran telah habis. Tidak ada yang dibayar.' },
  },
  closePage: 'Anda dapat menutup halaman ini dan kembali ke toko.',

  checkout: {
    pay: (amount) => `Bayar ${amount}`,
    notPaidYet: (title) => `Belum dibayar: ${title}`,
    asAgreed: 'Bayar sesuai kesepakatan dengan toko',
    nothingOffered: 'Tidak ada cara untuk membayar jumlah ini di sini.',
    saveCard: 'Simpan kartu ini untuk lain kali',
    savedCard: (brand, last4) => html`${brand} <span class="soft">berakhiran</span> ${last4}`,
    otherWay: 'Bayar dengan cara lain',
    backToShop: 'Kembali ke toko',
    codeSent: 'Kode telah dikirim ke ponsel Anda.',
    dialForCode: (code) => html`Hubungi ${code} untuk mendapatkan kode.`,
    codeDigits: (count) => `${count} digit kode`,
  },

  waiting: {
    payTo: 'Bayar ke nomor ini',
    payBy: (when) => `Bayar sebelum ${when}`,
    scan: 'Pindai dengan aplikasi bank Anda.',
    codeImage: 'Kode QR pembayaran',
    codeText: 'Kode sebagai teks',
    prompt: (phone, code) =>
      code === null
        ? html`Permintaan telah dikirim ke ${phone}. Setujui di sana.`
        : html`Permintaan telah dikirim ke ${phone}. Setujui di sana, atau hubungi ${code}.`,
    dialAndTell: (code, count) => html`Hubungi ${code} dan berikan ${count} digit yang Anda terima kepada toko.`,
  },

  fields: {
    account_holder_type: 'Pemilik rekening',
    account_number: 'Nomor rekening',
    bank: 'Bank',
    bank_code: 'Bank',
    bank_app_code: 'Kode dari aplikasi bank Anda',
    branch_code: 'Cabang',
    bsb_number: 'BSB',
    card_number: 'Nomor kartu',
    channel: 'Bank',
    country: 'Negara',
    cpf_or_cnpj: 'CPF atau CNPJ',
    cvc: 'Kode keamanan',
    email: 'E-mail',
    exp_month: 'Bulan',
    exp_year: 'Tahun',
    iban: 'IBAN',
    institution_number: 'Nomor lembaga',
    name: 'Nama Anda',
    name_on_card: 'Nama pada kartu',
    phone: 'Telepon',
    routing_number: 'Nomor routing',
    sort_code: 'Sort code',
    suffix: 'Akhiran nomor',
    tax_id: 'Nomor pajak',
    transit_number: 'Nomor transit',
  },
  choices: { company: 'perusahaan', individual: 'perorangan' },
  methods: {
    bank_transfer_id: 'Transfer bank Indonesia',
    card: 'Kartu',
    crypto: 'Stablecoin',
    customer_balance: 'Transfer bank',
    kr_card: 'Kartu Korea',
    mobile_money: 'Uang seluler',
    nz_bank_account: 'Rekening bank Selandia Baru',
    pay_by_bank: 'Bayar lewat bank',
    us_bank_account: 'Rekening bank AS',
    virtual_account: 'Virtual account',
  },
  slip: {
    account_holder_name: 'nama pemilik rekening',
    account_name: 'nama rekening',
    bank_code: 'kode bank',
    bank_name: 'nama bank',
    barcode: 'kode batang',
    bic: 'BIC',
    channel: 'kanal',
    confirmation_number: 'nomor konfirmasi',
    country: 'negara',
    entity: 'entitas',
    reference: 'referensi',
    routing_number: 'nomor routing',
    sort_code: 'sort code',
  },

  fillIn: (label) => `Mohon isi: ${label}.`,
  checkField: (label) => `Mohon periksa: ${label}.`,
  didNotWork: 'Permintaan ini tidak berhasil. Tidak ada yang dibayar. Silakan coba lagi sebentar lagi.',
  checkInput:
    'Permintaan ini tidak berhasil. Tidak ada yang dibayar. Mohon periksa isian Anda, atau pilih cara lain untuk membayar.',
  shopCannot: 'Toko ini tidak dapat menerima pembayaran ini saat ini. Tidak ada yang dibayar.',
  tooManyTries: (wait) =>
    `Terlalu banyak percobaan yang ditolak. Kali ini tidak ada yang dicoba; tunggu ${wait} sebelum mencoba lagi.`,

  refusals: {
    card_testing_suspected:
      'Terlalu banyak percobaan yang ditolak, jadi pembayaran tidak dicoba lagi. Silakan coba lagi nanti.',
    hosted_method_not_offered: 'Cara pembayaran ini tidak tersedia di sini. Silakan pilih yang lain.',
    hosted_payer_not_allowed: 'Toko hanya menerima pembayaran ini dari negara atau nomor telepon lain.',
    incorrect_number: 'Nomor kartu Anda salah.',
    invalid_cvc: 'Kode keamanan kartu Anda tidak valid.',
    invalid_expiry_month: 'Bulan kedaluwarsa kartu Anda tidak valid.',
    invalid_expiry_year: 'Tahun kedaluwarsa kartu Anda tidak valid.',
    invalid_number: 'Nomor kartu ini bukan nomor kartu yang valid.',
    operation_in_progress: 'Pembayaran Anda sedang diproses. Mohon tunggu sebentar, lalu buka lagi halaman ini.',
    payment_amount_mismatch:
      'Jumlah yang dibayar kurang dari yang diminta, dan sisanya tidak dapat dibayar dengan cara ini. Toko melihat jumlah yang diterima.',
    payment_intent_amount_mismatch:
      'Toko telah mengubah jumlah yang harus dibayar. Tidak ada yang dibayar; mohon periksa lagi jumlahnya.',
    payment_intent_authentication_failure:
      'Pembayaran Anda tidak dikonfirmasi. Tidak ada yang dibayar; silakan coba lagi.',
    payment_intent_payment_attempt_expired:
      'Waktu untuk membayar dengan cara ini telah habis. Tidak ada yang dibayar; silakan coba lagi.',
    payment_intent_terms_changed:
      'Toko telah mengubah pembayaran ini. Tidak ada yang dibayar; mohon periksa lagi sebelum Anda membayar.',
    saved_card_not_shown: 'Kartu ini tidak termasuk kartu yang tersimpan. Pilih cara lain untuk membayar.',
  },
  declines: {
    account_closed: { card: declined.card, other: 'Rekening bank telah ditutup.' },
    authentication_required: {
      card: 'Kartu Anda ditolak. Transaksi ini memerlukan autentikasi.',
      other: 'Pembayaran ditolak: pembayaran tidak dikonfirmasi.',
    },
    card_velocity_exceeded: {
      card: 'Kartu Anda ditolak karena terlalu sering dicoba atau melebihi batas jumlahnya.',
      other: 'Pembayaran ditolak: terlalu banyak pembayaran, atau melebihi batas.',
    },
    charge_exceeds_source_limit: {
      card: declined.card,
      other: 'Pembayaran melebihi batas yang boleh dibayar rekening ini dalam seminggu.',
    },
    charge_exceeds_weekly_limit: {
      card: declined.card,
      other: 'Rekening ini telah mencapai batas jumlah pembayaran dalam seminggu.',
    },
    debit_not_authorized: { card: declined.card, other: 'Pemilik rekening tidak menyetujui pendebitan.' },
    expired_card: {
      card: 'Kartu Anda telah kedaluwarsa.',
      other: 'Pembayaran ditolak: alat pembayaran Anda telah kedaluwarsa.',
    },
    generic_decline: declined,
    incorrect_cvc: { card: 'Kode keamanan kartu Anda salah.', other: declined.other },
    insufficient_funds: {
      card: 'Saldo kartu Anda tidak mencukupi.',
      other: 'Pembayaran ditolak: saldo tidak mencukupi.',
    },
    invalid_account: {
      card: 'Kartu ini, atau rekening yang terhubung dengannya, tidak valid.',
      other: 'Pembayaran ditolak: rekening tidak valid.',
    },
    invalid_code: { card: declined.card, other: 'Kode salah atau sudah kedaluwarsa.' },
    invalid_currency: { card: declined.card, other: 'Rekening ini tidak menerima mata uang ini.' },
    live_mode_test_card: { card: 'Kartu Anda ditolak: ini kartu uji coba.', other: declined.other },
    no_account: { card: declined.card, other: 'Rekening bank tidak ditemukan.' },
    number_taken: {
      card: declined.card,
      other: 'Nomor dengan akhiran ini sudah dipakai. Pilih akhiran lain, atau kosongkan.',
    },
    processing_error: {
      card: 'Terjadi kesalahan saat memproses kartu Anda. Silakan coba lagi sebentar lagi.',
      other: 'Terjadi kesalahan saat memproses pembayaran. Silakan coba lagi sebentar lagi.',
    },
  },
}

# The accounts of a Mac, by Puppet's own types: they call dscl, dsimport, dscacheutil and uuidgen.
# The fact mac_stage says how far the story is: made, changed, gone.
$stage = $facts['mac_stage']
# PBKDF2-HMAC-SHA512 of "pw-alice"; a real one comes from Hiera.
$entropy = '13df50283e80fb53918c1758c6e1f266306ada43ea4db5a3a81880dbbf51f3767d5a968fd512f587498b914b9b67f7fc9e466ba096d617a1684211e74fb6dbf51add7f0ebc5e071427c7b8a69eeed53ab9fe03c5737ca06b0d09ffb1b7d46f0e05e0891aa4fd67b5dafede4caf73bbfe041184053eb1ac9f4c8bba11a6a24aac'
$salt = '0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20'

if $stage == 'gone' {
  user { 'alice': ensure => absent }
  group { 'developers': ensure => absent, require => User['alice'] }
} else {
  group { 'developers': ensure => present, gid => 700 }
  user { 'alice':
    ensure     => present,
    comment    => 'Alice Liddell',
    uid        => 601,
    gid        => 20,
    home       => '/Users/alice',
    shell      => $stage ? { 'made' => '/bin/zsh', default => '/bin/bash' },
    groups     => $stage ? { 'made' => ['developers'], default => ['admin', 'developers'] },
    password   => $entropy,
    salt       => $salt,
    iterations => 1000,
    require    => Group['developers'],
  }
}

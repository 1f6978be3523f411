//! Makes a new case of old ones, always the same from the same random numbers.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore;

use crate::case::{Case, SECTIONS};

/// Bytes that mean something particular: hostile numbers, limits, sizes.
const TELLING: [u8; 16] = [0, 1, 2, 3, 4, 5, 8, 10, 0x1e, 0x1f, 0x20, 0x40, 0x41, 0xe0, 0xfe, 0xff];

/// The most bytes that a section grows to.
const LONGEST: usize = 256;

/// A case with a few changes, its sections taken from two of `corpus`.
pub fn mutated(corpus: &[Case], random: &mut ChaCha8Rng) -> Case {
    let mut pick = |count: usize| usize::try_from(random.next_u32()).unwrap_or(0) % count.max(1);
    let mut case = corpus[pick(corpus.len())].clone();
    let other = &corpus[pick(corpus.len())];
    for (own, others) in case.0.iter_mut().zip(&other.0) {
        if pick(4) == 0 {
            own.clone_from(others);
        }
    }
    for _ in 0..=pick(6) {
        let section = &mut case.0[pick(SECTIONS.len())];
        let at = pick(section.len() + 1);
        let byte = if pick(2) == 0 { TELLING[pick(TELLING.len())] } else { u8::try_from(pick(256)).unwrap_or(0) };
        match pick(6) {
            0 if section.len() < LONGEST => section.insert(at, byte),
            1 if at < section.len() => drop(section.remove(at)),
            2 if at < section.len() => section[at] = section[at].wrapping_add(1),
            3 if section.len() < LONGEST => {
                let (from, to) = (pick(section.len() + 1), pick(section.len() + 1));
                let again = section[from.min(to)..from.max(to)].to_vec();
                section.splice(at..at, again);
                section.truncate(LONGEST);
            }
            4 => section.truncate(at),
            _ if at < section.len() => section[at] = byte,
            _ => section.push(byte),
        }
    }
    case
}

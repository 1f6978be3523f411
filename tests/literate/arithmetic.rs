//! Arithmetic as a page writes it, worked in decimals: `30 × [20 + 80 × (46.38 − 9.81) ÷ 36.57] ÷ 100`.

use rust_decimal::{Decimal, RoundingStrategy};

/// `number` at so many decimals, half away from zero.
pub fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// What `expression` comes to.
pub fn value(expression: &str) -> Decimal {
    let tokens = tokens(expression);
    let mut at = 0;
    let value = sum(&tokens, &mut at);
    assert_eq!(at, tokens.len(), "“{expression}” goes on after its end");
    value
}

#[derive(Clone, Copy, PartialEq)]
enum Token {
    Number(Decimal),
    Sign(char),
}

fn tokens(expression: &str) -> Vec<Token> {
    let spaced = expression.chars().flat_map(|c| if "()[]".contains(c) { vec![' ', c, ' '] } else { vec![c] });
    let token = |word: &str| {
        word.parse().map_or_else(|_| word.chars().next().map(Token::Sign), |number| Some(Token::Number(number)))
    };
    spaced.collect::<String>().split_whitespace().filter_map(token).collect()
}

fn sum(tokens: &[Token], at: &mut usize) -> Decimal {
    let mut total = product(tokens, at);
    loop {
        match tokens.get(*at) {
            Some(Token::Sign('+')) => {
                *at += 1;
                total += product(tokens, at);
            }
            Some(Token::Sign('−')) => {
                *at += 1;
                total -= product(tokens, at);
            }
            _ => return total,
        }
    }
}

fn product(tokens: &[Token], at: &mut usize) -> Decimal {
    let mut total = operand(tokens, at);
    loop {
        match tokens.get(*at) {
            Some(Token::Sign('×')) => {
                *at += 1;
                total *= operand(tokens, at);
            }
            Some(Token::Sign('÷')) => {
                *at += 1;
                total /= operand(tokens, at);
            }
            _ => return total,
        }
    }
}

fn operand(tokens: &[Token], at: &mut usize) -> Decimal {
    let token = tokens.get(*at).copied();
    *at += 1;
    match token {
        Some(Token::Number(number)) => number,
        Some(Token::Sign('(' | '[')) => {
            let inner = sum(tokens, at);
            assert!(matches!(tokens.get(*at), Some(Token::Sign(')' | ']'))), "a bracket is not closed");
            *at += 1;
            inner
        }
        _ => panic!("a number or a bracket is missing at token {at}"),
    }
}

#[test]
fn products_come_before_sums_and_brackets_before_both() {
    assert_eq!(value("2 + 3 × (4 − 1) ÷ [1 + 1]"), "6.5".parse().unwrap());
}
